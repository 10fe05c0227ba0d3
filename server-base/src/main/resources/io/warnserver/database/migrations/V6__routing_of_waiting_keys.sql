-- Under which settings the keys that wait were given their trees and the hours they are due in; null: not known.
alter table publishing add column routing text;
