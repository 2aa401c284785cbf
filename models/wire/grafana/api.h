// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/base/result.h"

#include <QByteArray>
#include <QJsonObject>
#include <QString>

#include <optional>

// Grafana's HTTP API as far as dashboards are written to it (protocols.md 14). Pure.
namespace wf::wire::grafana {

// A dashboard as the server has it: GET /api/dashboards/uid/{uid}.
struct ServedDashboard {
    QJsonObject dashboard;
    int version = 0;
    QString folderUid;
    QString url; // path on the server
    bool isProvisioned = false;
    bool canSave = true;
};
[[nodiscard]] base::Result<ServedDashboard> decodeServed(const QByteArray &body);

// The body of POST /api/dashboards/db. `version`: the one read before, so that what came between is not replaced;
// absent creates. A dashboard without a uid gets one from the server.
[[nodiscard]] QByteArray dashboardPost(QJsonObject dashboard, std::optional<int> version, const QString &folderUid,
                                       const QString &message);

struct StoredDashboard {
    QString uid, url;
    int version = 0;
};
[[nodiscard]] base::Result<StoredDashboard> decodeStored(const QByteArray &body);

// What a refusal means, in a sentence that says what to do.
[[nodiscard]] QString refusalOf(int status, const QByteArray &body);

} // namespace wf::wire::grafana
