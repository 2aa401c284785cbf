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

std::optional<SendTarget> targetOf(const ConfigSection &section)
{
    SendTarget target;
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
    return isWeb ? std::optional(target) : std::nullopt;
}

struct OtlpSignal {
    SendKind kind;
    const char *name;
};
constexpr std::array otlpSignals{OtlpSignal{SendKind::OtlpTraces, "traces"},
                                 OtlpSignal{SendKind::OtlpMetrics, "metrics"}, OtlpSignal{SendKind::OtlpLogs, "logs"}};

QString pathOf(const OtlpSignal &signal)
{
    return QStringLiteral("/v1/") + QLatin1String(signal.name);
}

QStringList wantedSignals(const ConfigSection &section, const QString &path)
{
    for (const auto &signal : otlpSignals)
        if (path.endsWith(pathOf(signal)))
            return {QLatin1String(signal.name)};
    if (!section.has("signals"))
        return {QStringLiteral("traces"), QStringLiteral("metrics"), QStringLiteral("logs")};
    QStringList wanted = section.texts("signals");
    const auto isKnown = [](const QString &name) {
        return std::any_of(otlpSignals.begin(), otlpSignals.end(),
                           [&](const OtlpSignal &signal) { return name == QLatin1String(signal.name); });
    };
    if (wanted.isEmpty() || !std::all_of(wanted.begin(), wanted.end(), isKnown))
        section.problem("signals", tr("is not a list of traces, metrics, logs"), tr("the others are not sent"));
    return wanted;
}

// One for each signal: each has its own queue, so that one that is refused does not hold up the others.
void addOtlp(const ConfigSection &section, const SendTarget &collector, std::vector<SendTarget> &targets)
{
    QString path = collector.http.base.path();
    while (path.endsWith(QLatin1Char('/')))
        path.chop(1);
    const QStringList wanted = wantedSignals(section, path);
    for (const auto &signal : otlpSignals) {
        if (!wanted.contains(QLatin1String(signal.name)))
            continue;
        SendTarget target = collector;
        target.kind = signal.kind;
        target.http.name += QLatin1Char(' ') + QLatin1String(signal.name);
        target.http.base.setPath(path.endsWith(pathOf(signal)) ? path : path + pathOf(signal));
        targets.push_back(std::move(target));
    }
}

} // namespace

QString SendTarget::key() const
{
    QString key = QLatin1String(sendKindName(kind)) + QLatin1Char(' ') + http.base.toString(QUrl::FullyEncoded);
    for (const auto &header : http.headers)
        key += QLatin1Char('\n') + QString::fromUtf8(header.name + ": " + header.value);
    return key;
}

std::vector<SendTarget> readSendTargets(const ConfigSection &section)
{
    std::vector<SendTarget> targets;
    const auto read = [&](const char *key, auto add) {
        for (const auto &one : section.sections(key)) {
            if (const auto target = targetOf(one))
                add(one, *target);
            one.finish();
        }
    };
    const auto as = [&](SendKind kind) {
        return [&targets, kind](const ConfigSection &, SendTarget target) {
            target.kind = kind;
            targets.push_back(std::move(target));
        };
    };
    read("remote_write", as(SendKind::RemoteWrite));
    read("loki", as(SendKind::Loki));
    read("otlp", [&](const ConfigSection &one, const SendTarget &target) { addOtlp(one, target, targets); });
    section.finish();
    return targets;
}

} // namespace wf::station
