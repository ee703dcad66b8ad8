-- AlterTable
ALTER TABLE "custody_event" ADD COLUMN     "happened_on" DATE,
ADD COLUMN     "struck" BOOLEAN NOT NULL DEFAULT false;

-- Only a correction says that something never happened; a day that is known does not come after the day of writing in any zone.
ALTER TABLE custody_event ADD CONSTRAINT custody_struck CHECK (kind = 'correction' OR NOT struck);
ALTER TABLE custody_event ADD CONSTRAINT custody_day_not_ahead CHECK (happened_on <= (recorded_at + interval '1 day')::date);
