"""What the applicant wrote, held against rules that point at a sentence and never write one."""
