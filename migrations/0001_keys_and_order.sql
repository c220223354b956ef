DROP INDEX "interviews_due";--> statement-breakpoint
DROP INDEX "interviews_open";--> statement-breakpoint
ALTER TABLE "interviews" ALTER COLUMN "lease_owner" SET DATA TYPE text;--> statement-breakpoint
ALTER TABLE "rubrics" ALTER COLUMN "body" SET DATA TYPE json;--> statement-breakpoint
ALTER TABLE "events" ADD CONSTRAINT "events_org_id_interview_id_interviews_org_id_id_fk" FOREIGN KEY ("org_id","interview_id") REFERENCES "public"."interviews"("org_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "grades" ADD CONSTRAINT "grades_org_id_run_id_runs_org_id_id_fk" FOREIGN KEY ("org_id","run_id") REFERENCES "public"."runs"("org_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "runs" ADD CONSTRAINT "runs_org_id_interview_id_interviews_org_id_id_fk" FOREIGN KEY ("org_id","interview_id") REFERENCES "public"."interviews"("org_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "interviews_due" ON "interviews" USING btree ("org_id","lease_until") WHERE status = 'open' and due = 'interviewer';--> statement-breakpoint
CREATE INDEX "interviews_open" ON "interviews" USING btree ("org_id","ends_at") WHERE status = 'open';