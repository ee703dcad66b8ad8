-- Four eyes ask what somebody did to one record, and letters ask the log for their steps: without this both read the whole log.
-- CreateIndex
CREATE INDEX "audit_event_subject_id_seq_idx" ON "audit_event"("subject_id", "seq" DESC);
