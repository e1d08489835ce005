CREATE TABLE "callbacks" (
	"id" bigint PRIMARY KEY NOT NULL,
	"missed_at" bigint NOT NULL,
	"line_id" bigint NOT NULL,
	"revision" bigint NOT NULL,
	"closed_at" bigint,
	"next_step_at" bigint,
	"misses" bigint NOT NULL,
	"attempts" bigint NOT NULL,
	"state" text NOT NULL,
	"closed_by" text,
	"line_name" text NOT NULL,
	"agent_name" text,
	"workflow_id" text,
	"caller" text,
	"caller_name" text,
	"conversation_id" text,
	"erased_at" bigint
);
--> statement-breakpoint
CREATE INDEX "callbacks_newest" ON "callbacks" USING btree ("missed_at","id");--> statement-breakpoint
CREATE INDEX "callbacks_in_state" ON "callbacks" USING btree ("state","missed_at");--> statement-breakpoint
CREATE INDEX "callbacks_of_caller" ON "callbacks" USING btree ("caller");