// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/station/sendon/sendon.h"

#include <QCoreApplication>

#include <algorithm>
#include <array>

namespace wf::station {

namespace {

QString tr(const char *text)
{
    return QCoreApplication::translate("Station", text);
}

net::AuthOptions authOf(const ConfigSection &section)
{
    net::AuthOptions auth;
    auth.user = section.text("user");
    if (const QString name = section.text("token_env"); !name.isEmpty())
        auth.secret = {net::SecretRef::Kind::Environment, name};
    else if (const QString path = section.text("token_file"); !path.isEmpty())
        auth.secret = {net::SecretRef::Kind::File, path};
    if (!auth.user.isEmpty())
        auth.kind = net::AuthOptions::Kind::Basic; // the token is its password
    else if (!auth.secret.isNone())
        auth.kind = net::AuthOptions::Kind::Bearer;
    return auth;
}

std::optional<SendTarget> targetOf(const ConfigSection &section, SendTarget::Kind kind)
{
    SendTarget target;
    target.kind = kind;
    target.http.base = QUrl(section.text("url"), QUrl::StrictMode);
    target.http.name = section.text("name", target.http.base.host());
    target.http.auth = authOf(section);
    target.http.tls.caFile = section.text("ca_file");
    target.queueBytes = std::max<qint64>(1LL << 20, section.bytes("queue", target.queueBytes));
    if (const QString tenant = section.text("tenant"); !tenant.isEmpty())
        target.http.headers.push_back({"X-Scope-OrgID", tenant.toUtf8()});
    const QString scheme = target.http.base.scheme();
    const bool isWeb =
        (scheme == QLatin1String("http") || scheme == QLatin1String("https")) && !target.http.base.host().isEmpty();
    if (!isWeb)
        section.problem("url", tr("is not an http or https address"), tr("nothing is sent there"));
    section.finish();
    return isWeb ? std::optional(target) : std::nullopt;
}

} // namespace

std::vector<SendTarget> readSendTargets(const ConfigSection &section)
{
    static constexpr std::array kinds{std::pair{"remote_write", SendTarget::Kind::RemoteWrite},
                                      std::pair{"loki", SendTarget::Kind::Loki},
                                      std::pair{"otlp", SendTarget::Kind::Otlp}};
    std::vector<SendTarget> targets;
    for (const auto &[key, kind] : kinds)
        for (const auto &one : section.sections(key))
            if (auto target = targetOf(one, kind))
                targets.push_back(std::move(*target));
    section.finish();
    return targets;
}

} // namespace wf::station
