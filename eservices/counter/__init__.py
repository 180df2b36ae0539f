"""Where staff begin an application for somebody: choosing the e-service and how it came; hands on a draft of theirs."""
