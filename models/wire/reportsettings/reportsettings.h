// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/base/recurrence/recurringwindow.h"
#include "models/wire/report/render.h"
#include "models/wire/yaml/mail/mailsettings.h"
#include "models/wire/yaml/tree/fieldscribe.h"

// Settings of reports (apiVersion watchfloor/v1, kind Reports; docs/user/reports.md): how they look, when they are
// made and who gets them.
namespace wf::wire {

struct ReportSchedule {
    QString name; // unique; runs are known by it
    QString agreement;
    std::optional<base::RecurringWindow> when; // a minute each; always there
    bool isRunning = false;                    // the period that goes on; else the one before
    std::vector<ReportLook> looks;
    QStringList to;  // mail addresses; may be empty
    QString folder;  // where files go; may be empty, but not both
    QString subject; // {report}, {title}, {customer}, {provider} are replaced
    QString text;
};

struct ReportSettings {
    QString name; // of the branding
    QString colour = QStringLiteral("#0C6B80");
    QString logo; // path of a PNG
    std::optional<MailSettings> mail;
    std::vector<ReportSchedule> schedules;
};

struct ReadReportSettings {
    ReportSettings settings; // means nothing when there is an error
    std::vector<FileProblem> problems;
    [[nodiscard]] bool isValid() const;
    [[nodiscard]] QStringList lines(const QString &file) const; // "file:line:column: error: what is wrong"
};
[[nodiscard]] ReadReportSettings readReportSettings(std::string_view text);

} // namespace wf::wire
