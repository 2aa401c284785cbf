// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/signals/statuspage/statuspage.h"
#include "models/wire/yaml/tree/fieldscribe.h"

// Settings of a status page (apiVersion watchfloor/v1, kind StatusPage; docs/user/reports.md).
namespace wf::wire {

struct PageComponent {
    QString id;
    QString name;
    QString description;
    QString group;
    QStringList services; // internal names; never shown
    signals::ComponentState whenCritical = signals::ComponentState::PartialOutage;
    signals::ComponentState whenWarning = signals::ComponentState::Degraded;
    QStringList objectives{}; // ids of objectives whose budget it shows; never shown themselves
    QStringList agreements{}; // "spa-114", or one clause of it, "spa-114/availability"; never shown themselves
};

struct PageSettings {
    QString title;
    QString organisation;
    QString address;
    QString contact;
    QString timeZone = QStringLiteral("UTC");
    QString colour = QStringLiteral("#0C6B80");
    int days = 90;
    qint64 minimumNs = 0; // shorter trouble is not shown
    std::vector<PageComponent> components;
};

struct ReadPageSettings {
    PageSettings settings;             // means nothing when there is an error
    std::vector<FileProblem> problems; // in the order of the file
    [[nodiscard]] bool isValid() const;
    [[nodiscard]] QStringList lines(const QString &file) const; // "file:line:column: error: what is wrong"
};
[[nodiscard]] ReadPageSettings readPageSettings(std::string_view text);

} // namespace wf::wire
