CREATE TABLE "model_spend" (
	"day" text NOT NULL,
	"role" text NOT NULL,
	"model" text NOT NULL,
	"cost" double precision NOT NULL,
	CONSTRAINT "model_spend_day_role_model_pk" PRIMARY KEY("day","role","model")
);
--> statement-breakpoint
CREATE TABLE "rate_limits" (
	"client" text PRIMARY KEY NOT NULL,
	"clear_at" bigint NOT NULL
);
