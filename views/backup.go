package views

// KeptInBackups says how long backups hold what is deleted here, as far as the operator promises it.
func (p Page) KeptInBackups() string {
	if p.Site.BackupDays == 0 {
		return p.T("organisation.erase.backups_open")
	}
	return p.T("organisation.erase.backups", "n", p.Site.BackupDays)
}

// backupLife says how long a backup is kept, as an item of the page about what is kept.
func (p Page) backupLife() string {
	if p.Site.BackupDays == 0 {
		return p.T("privacy.kept.backups_open")
	}
	return p.T("privacy.kept.backups", "n", p.Site.BackupDays)
}
