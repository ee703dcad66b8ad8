-- CreateIndex
CREATE UNIQUE INDEX "withheld_item_inquiry_id_asserted_by_id_control_number_key" ON "withheld_item"("inquiry_id", "asserted_by_id", "control_number");

-- What was released, and what came redacted, names the item that came; nothing else does before an answer.
ALTER TABLE withheld_item ADD CONSTRAINT withheld_released_as_item
  CHECK ((status <> 'released' OR released_as_id IS NOT NULL) AND (accommodation IS DISTINCT FROM 'redacted' OR released_as_id IS NOT NULL)
     AND (released_as_id IS NULL OR status IN ('accommodated', 'released')));
ALTER TABLE withheld_item ADD CONSTRAINT withheld_numbered CHECK (control_number IS NULL OR btrim(control_number) <> '');
