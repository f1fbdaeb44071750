"""Questions that compare two named things, answered by plain code from the documents' sentences.

"Who is older, Ann Roe or Max Bell?" needs two documents and one subtraction, which a small answer
model often gets wrong. Silent when in doubt: every reading of the sentences must lead to the same
answer. English only.
"""

from rag.comparing.decide import Decided, decide, decide_roles
from rag.comparing.lookup import Compared, compared
from rag.comparing.question import Comparison, comparison
from rag.comparing.roles import Holder, holder

__all__ = [
    "Compared", "Comparison", "Decided", "Holder", "compared", "comparison", "decide",
    "decide_roles", "holder",
]  # fmt: skip
