"""Every code with which a CRM can refuse, or its account be in trouble.

The sentences are for logs. What people read is worded from the code by the interface, in their language.
"""

# A person has to act before trying again can help
REFUSALS = {
    "deal_cap": "The CRM's plan allows no more deals.",
    "lead_cap": "The CRM's plan allows no more leads.",
    "person_cap": "The CRM's plan allows no more persons.",
    "field_cap": "The CRM's plan allows no more fields.",
    "activity_type_cap": "The CRM's plan allows no more kinds of activities.",
    "stage_gone": "The stage is no more.",
    "pipeline_gone": "The pipeline is no more.",
    "archived": "The record is archived and cannot be changed.",
    "too_large": "The CRM does not take a text of this length.",
    "file_too_large": "The CRM does not take a file of this size.",
    "person_needed": "A lead or deal needs a person.",
    "crm_not_allowed": "The login may not do this in the CRM.",
    "crm_invalid": "The CRM does not accept this.",
}

# Of a call or of the whole account
PROBLEMS = {
    "crm_gone": "The record is no more.",
    "crm_changed": "The record was changed in the meantime.",
    "crm_unavailable": "The CRM does not answer.",
    "crm_exhausted": "The CRM takes no more requests for now.",
    "crm_flood": "More was to be made by itself within an hour than anybody wants.",
    "crm_signed_out": "The CRM no longer accepts the login.",
    "crm_answer_lost": "Whether it was done is not known.",
}
