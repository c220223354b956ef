/** The one organisation of local mode. */
export const LOCAL_ORG = '00000000-0000-7000-8000-000000000001'
