"""The ledger's log: all that happens to deals, batches, bulletins and follow-up, in one chain."""

from deals.models import ChainHead, Event
from expo.event_log.chain import EventLog

LOG = EventLog("deals", Event, ChainHead)
lock, append, link_event = LOG.lock, LOG.append, LOG.link_event
find_breaks, has_head = LOG.find_breaks, LOG.has_head
