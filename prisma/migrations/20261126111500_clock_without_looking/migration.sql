-- The last number of what changed a record, by which lib/memo.ts knows whether a figure is still right: exports and refusals, however many, stand
-- not in its way. Prisma does not see partial indexes.
CREATE INDEX "audit_event_clock_idx" ON "audit_event"("inquiry_id", "partition", "seq" DESC)
  WHERE event NOT LIKE 'export.%' AND event NOT LIKE 'refusal.%';
