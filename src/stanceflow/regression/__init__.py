"""What a change of lexicon, pipeline or version does to the tables: approved baselines, their differences from a run, and scores against gold."""
