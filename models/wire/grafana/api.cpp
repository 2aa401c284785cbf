// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/wire/grafana/api.h"

#include "models/wire/grafana/container/loose.h"

#include <QJsonDocument>

namespace wf::wire::grafana {

using namespace Qt::StringLiterals;

namespace {

base::Error notUnderstood(const QString &what)
{
    return base::makeError(base::ErrorKind::NotUnderstood, u"Grafana's answer is not one of its API: "_s + what);
}

} // namespace

base::Result<ServedDashboard> decodeServed(const QByteArray &body)
{
    const QJsonObject root = QJsonDocument::fromJson(body).object();
    if (!root.value("dashboard"_L1).isObject())
        return notUnderstood(u"it holds no dashboard."_s);
    const QJsonObject meta = root.value("meta"_L1).toObject();
    ServedDashboard out;
    out.dashboard = root.value("dashboard"_L1).toObject();
    out.version = intOf(meta.value("version"_L1), intOf(out.dashboard.value("version"_L1)));
    out.folderUid = textOf(meta.value("folderUid"_L1));
    out.url = textOf(meta.value("url"_L1));
    out.isProvisioned = truthOf(meta.value("provisioned"_L1));
    out.canSave = truthOf(meta.value("canSave"_L1), true);
    return out;
}

QByteArray dashboardPost(QJsonObject dashboard, std::optional<int> version, const QString &folderUid,
                         const QString &message)
{
    dashboard.insert("id"_L1, QJsonValue::Null); // of the server it came from
    if (textOf(dashboard.value("uid"_L1)).isEmpty())
        dashboard.insert("uid"_L1, QJsonValue::Null);
    if (version)
        dashboard.insert("version"_L1, *version);
    else
        dashboard.remove("version"_L1);
    return QJsonDocument(QJsonObject{{u"dashboard"_s, dashboard},
                                     {u"folderUid"_s, folderUid},
                                     {u"message"_s, message},
                                     {u"overwrite"_s, false}})
        .toJson(QJsonDocument::Compact);
}

base::Result<StoredDashboard> decodeStored(const QByteArray &body)
{
    const QJsonObject root = QJsonDocument::fromJson(body).object();
    StoredDashboard out{textOf(root.value("uid"_L1)), textOf(root.value("url"_L1)), intOf(root.value("version"_L1))};
    if (out.uid.isEmpty())
        return notUnderstood(u"it does not say what was stored."_s);
    return out;
}

QString refusalOf(int status, const QByteArray &body)
{
    const QJsonObject root = QJsonDocument::fromJson(body).object();
    const QString message = textOf(root.value("message"_L1)).left(300), kind = textOf(root.value("status"_L1));
    if (kind == "version-mismatch"_L1)
        return u"Somebody else saved the dashboard on the server meanwhile. Look at the difference again."_s;
    if (kind == "name-exists"_L1)
        return u"The folder already has a dashboard of this title with another uid. Rename yours, or give it that uid."_s;
    if (kind == "plugin-dashboard"_L1)
        return u"The dashboard belongs to a plug-in of the server and cannot be replaced."_s;
    if (status == 400 && message.contains("provisioned"_L1))
        return u"The server's dashboard comes from files and cannot be replaced. Deploy a copy: remove the uid."_s;
    if (status == 401)
        return u"The token was not accepted. Make one for a service account that may edit dashboards."_s;
    if (status == 403)
        return u"The token may not write there. Its service account needs the right to edit dashboards of the folder."_s;
    if (status == 404)
        return u"There is no such folder, or no Grafana at this address."_s;
    return message.isEmpty() ? u"It answered %1."_s.arg(status) : u"It answered %1: %2"_s.arg(status).arg(message);
}

} // namespace wf::wire::grafana
