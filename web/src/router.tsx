import { createRootRoute, createRoute, createRouter, lazyRouteComponent } from '@tanstack/react-router'
import { ErrorPage, NotFoundPage } from './parts/error-page.tsx'
import { Loading } from './parts/loading.tsx'
import { Shell } from './parts/shell.tsx'

const root = createRootRoute({ component: Shell })

const home = createRoute({
  getParentRoute: () => root,
  path: '/',
  // A link may name the problem to practise.
  validateSearch: ({ problem }: { problem?: unknown }): { problem?: string } =>
    typeof problem === 'string' ? { problem } : {},
  component: lazyRouteComponent(() => import('./home/home-page.tsx'), 'HomePage'),
})

const past = createRoute({
  getParentRoute: () => root,
  path: '/interviews',
  component: lazyRouteComponent(() => import('./past/past-page.tsx'), 'PastPage'),
})

const roomRoute = createRoute({
  getParentRoute: () => root,
  path: '/interviews/$id',
  component: lazyRouteComponent(() => import('./room/room-page.tsx'), 'RoomPage'),
})

const scorecardRoute = createRoute({
  getParentRoute: () => root,
  path: '/interviews/$id/scorecard',
  // A link may name an earlier grading.
  validateSearch: ({ run }: { run?: unknown }): { run?: string } => (typeof run === 'string' ? { run } : {}),
  component: lazyRouteComponent(() => import('./scorecard/scorecard-page.tsx'), 'ScorecardPage'),
})

export const router = createRouter({
  routeTree: root.addChildren([home, past, roomRoute, scorecardRoute]),
  defaultPreload: 'intent',
  defaultErrorComponent: ErrorPage,
  defaultNotFoundComponent: NotFoundPage,
  defaultPendingComponent: Loading,
  scrollRestoration: true,
})

declare module '@tanstack/react-router' {
  interface Register {
    router: typeof router
  }
}
