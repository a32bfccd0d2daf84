"""Is the approved wording in a Word file still there, unaltered, once, and today's?"""
