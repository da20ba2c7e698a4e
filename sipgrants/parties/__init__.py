"""The Parties to the Convention: regions, dated status, and whether they may have a grant.

In: the Depositary's dates, the UN's lists, the secretariat's decisions. Out: findings an officer confirms
or overrides.
"""
