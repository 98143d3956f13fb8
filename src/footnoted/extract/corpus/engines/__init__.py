"""Who does the jobs: processes of this machine, or a cluster that is there already.

An engine is a function that takes jobs and gives a `Done` for each, in any order; the local one also gives, in between,
how many texts more are done. What a job makes does not depend on who does it.
"""
