CREATE TABLE "calls" (
	"id" bigint PRIMARY KEY NOT NULL,
	"started_at" bigint NOT NULL,
	"line_id" bigint NOT NULL,
	"revision" bigint NOT NULL,
	"seen_at" bigint NOT NULL,
	"agent_id" bigint,
	"answered_at" bigint,
	"ended_at" bigint,
	"logged_at" bigint,
	"talk_seconds" bigint,
	"ring_seconds" bigint,
	"voicemail_due_at" bigint,
	"state" text NOT NULL,
	"direction" text NOT NULL,
	"qualification" text,
	"conversation_id" text,
	"reason" text,
	"recording" text NOT NULL,
	"voicemail" text NOT NULL,
	"line_name" text NOT NULL,
	"line_e164" text,
	"caller" text,
	"caller_digits" text,
	"caller_name" text,
	"caller_folded" text,
	"agent_name" text,
	"agent_folded" text,
	"agent_email" text
);
--> statement-breakpoint
CREATE INDEX "calls_newest" ON "calls" USING btree ("started_at","id");--> statement-breakpoint
CREATE INDEX "calls_of_caller" ON "calls" USING btree ("caller","started_at","id");--> statement-breakpoint
CREATE INDEX "calls_of_line" ON "calls" USING btree ("line_id","started_at","id");--> statement-breakpoint
CREATE INDEX "calls_of_agent" ON "calls" USING btree ("agent_id","started_at","id");--> statement-breakpoint
CREATE INDEX "calls_in_state" ON "calls" USING btree ("state","started_at","id");