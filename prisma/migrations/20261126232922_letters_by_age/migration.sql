-- CreateIndex
CREATE INDEX "letter_inquiry_id_created_at_id_idx" ON "letter"("inquiry_id", "created_at", "id");
