// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/net/httpclient.h"
#include "models/wire/grafana/api.h"

namespace wf::engine {

// What deploying a dashboard would do to a Grafana.
struct DeployPlan {
    QJsonObject dashboard;
    QString folderUid;                                   // where it goes
    std::optional<wire::grafana::ServedDashboard> there; // absent: it is created
    QByteArray difference;                               // as `diff -u`: from what is there to what would be
    [[nodiscard]] bool isSame() const { return there && difference.isEmpty(); }
};

// Writes dashboards to a Grafana through its HTTP API: looks first what is there, and replaces just that version
// (protocols.md A7). GUI thread; answers come from the event loop; dropping the Request gives up.
class BoardDeploy {
public:
    BoardDeploy(net::HttpOptions grafana, net::HttpEnvironment environment);

    // `folderUid` empty: where it is already, else the general folder. Errors: of the connection; Unsupported when the
    // server's dashboard cannot be replaced.
    async::Request plan(const QJsonObject &dashboard, const QString &folderUid,
                        std::function<void(base::Result<DeployPlan>)> reply);
    // Sent once. BadRequest with what to do when the server refuses.
    async::Request push(const DeployPlan &plan, const QString &message,
                        std::function<void(base::Result<wire::grafana::StoredDashboard>)> reply);

private:
    net::HttpOptions m_grafana;
    net::HttpClient m_client;
};

} // namespace wf::engine
