-- +goose Up

-- Two new kinds of part: what the tax rests on, and plans for the year's result.
ALTER TABLE engagement_part DROP CONSTRAINT engagement_part_kind_check;
ALTER TABLE engagement_part ADD CONSTRAINT engagement_part_kind_check CHECK (kind IN ('workpaper', 'entry', 'intake', 'tax', 'plan'));
