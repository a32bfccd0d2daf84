"""Two frameworks → what changed from one to the other, each change once, with the roles that it reaches."""

from rolegen.amended.amendment import Amendment, Post
from rolegen.amended.reach import Amended, Reached, amended
from rolegen.amended.whole import amendments

__all__ = ["Amended", "Amendment", "Post", "Reached", "amended", "amendments"]
