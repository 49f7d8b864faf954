-- Once an organisation was public, everybody may have kept since when. While it is not public, the exact days of its
-- endorsements are sealed here, and the plain ones tell the month alone: else whoever has an old copy of the public list
-- and a backup finds by the day who is unnamed now.
ALTER TABLE endorsements ADD COLUMN dates {{.Bytes}};
