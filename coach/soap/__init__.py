"""Match Week and SOAP: the lock on contact, who may apply to what, the places that stayed open."""
