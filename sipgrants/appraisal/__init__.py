"""The officer's appraisal, experts, questions to the applicant."""
