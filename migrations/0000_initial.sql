CREATE TABLE "events" (
	"org_id" uuid NOT NULL,
	"interview_id" uuid NOT NULL,
	"seq" integer NOT NULL,
	"data" jsonb NOT NULL,
	"key" text,
	"body_hash" text,
	CONSTRAINT "events_org_id_interview_id_seq_pk" PRIMARY KEY("org_id","interview_id","seq")
);
--> statement-breakpoint
CREATE TABLE "grades" (
	"org_id" uuid NOT NULL,
	"run_id" uuid NOT NULL,
	"criterion" text NOT NULL,
	"body" jsonb NOT NULL,
	CONSTRAINT "grades_org_id_run_id_criterion_pk" PRIMARY KEY("org_id","run_id","criterion")
);
--> statement-breakpoint
CREATE TABLE "interviews" (
	"org_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"seq" integer NOT NULL,
	"snapshot" jsonb NOT NULL,
	"status" text NOT NULL,
	"due" text NOT NULL,
	"ends_at" bigint NOT NULL,
	"lease_owner" text,
	"lease_until" bigint,
	"graded" boolean DEFAULT false NOT NULL,
	CONSTRAINT "interviews_org_id_id_pk" PRIMARY KEY("org_id","id")
);
--> statement-breakpoint
CREATE TABLE "rubrics" (
	"org_id" uuid NOT NULL,
	"hash" text NOT NULL,
	"body" json NOT NULL,
	CONSTRAINT "rubrics_org_id_hash_pk" PRIMARY KEY("org_id","hash")
);
--> statement-breakpoint
CREATE TABLE "runs" (
	"org_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"interview_id" uuid NOT NULL,
	"status" text NOT NULL,
	"body" jsonb NOT NULL,
	CONSTRAINT "runs_org_id_id_pk" PRIMARY KEY("org_id","id")
);
--> statement-breakpoint
ALTER TABLE "events" ADD CONSTRAINT "events_org_id_interview_id_interviews_org_id_id_fk" FOREIGN KEY ("org_id","interview_id") REFERENCES "public"."interviews"("org_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "grades" ADD CONSTRAINT "grades_org_id_run_id_runs_org_id_id_fk" FOREIGN KEY ("org_id","run_id") REFERENCES "public"."runs"("org_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "runs" ADD CONSTRAINT "runs_org_id_interview_id_interviews_org_id_id_fk" FOREIGN KEY ("org_id","interview_id") REFERENCES "public"."interviews"("org_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE UNIQUE INDEX "events_key" ON "events" USING btree ("org_id","interview_id","key") WHERE key is not null;--> statement-breakpoint
CREATE INDEX "interviews_due" ON "interviews" USING btree ("org_id","lease_until") WHERE status = 'open' and due = 'interviewer';--> statement-breakpoint
CREATE INDEX "interviews_open" ON "interviews" USING btree ("org_id","ends_at") WHERE status = 'open';--> statement-breakpoint
CREATE INDEX "interviews_ungraded" ON "interviews" USING btree ("org_id","id") WHERE status = 'ended' and not graded;--> statement-breakpoint
CREATE INDEX "runs_interview" ON "runs" USING btree ("org_id","interview_id","id");