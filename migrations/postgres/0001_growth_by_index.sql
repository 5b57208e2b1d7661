DROP INDEX "attendance_member";--> statement-breakpoint
DROP INDEX "eligible_member";--> statement-breakpoint
DROP INDEX "experiments_member";--> statement-breakpoint
CREATE INDEX "asks_meeting" ON "asks" USING btree ("group_id","meeting_id");--> statement-breakpoint
CREATE INDEX "attendance_member" ON "attendance" USING btree ("group_id","member_id","meeting_id");--> statement-breakpoint
CREATE INDEX "eligible_member" ON "eligible" USING btree ("group_id","member_id","ask_id");--> statement-breakpoint
CREATE INDEX "experiments_member" ON "experiments" USING btree ("group_id","member_id","done","id");