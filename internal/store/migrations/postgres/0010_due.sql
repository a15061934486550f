-- +goose Up

-- When a worker takes up a part by itself; 0 for never.
ALTER TABLE engagement_part ADD COLUMN due BIGINT NOT NULL DEFAULT 0;
CREATE INDEX engagement_part_due ON engagement_part (due) WHERE due > 0;
