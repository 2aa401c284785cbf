// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/engine/bundle/bundlealerts.h"

namespace wf::engine {

namespace {

base::Error readOnly()
{
    return base::makeError(base::ErrorKind::Unsupported,
                           BundleAlerts::tr("This is a bundle: nothing in it can be changed."));
}

} // namespace

BundleAlerts::BundleAlerts(const station::PortContext &context, BundlePtr bundle, QObject *parent)
    : StationPort(context, QStringLiteral("alerts"), signals::SourceKind::Alerts, parent), m_bundle(std::move(bundle))
{
}

async::Request BundleAlerts::alerts(sources::Reply<signals::AlertAnswer> reply)
{
    return ask<signals::AlertAnswer>(
        [bundle = m_bundle, id = state().id](std::stop_token) -> base::Result<signals::AlertAnswer> {
            signals::AlertAnswer out;
            out.alerts = bundle->alerts;
            for (auto &alert : out.alerts)
                alert.source = id;
            return out;
        },
        std::move(reply));
}

async::Request BundleAlerts::silences(sources::Reply<std::vector<signals::Silence>> reply)
{
    return ask<std::vector<signals::Silence>>(
        [bundle = m_bundle, id = state().id](std::stop_token) -> base::Result<std::vector<signals::Silence>> {
            auto out = bundle->silences;
            for (auto &silence : out)
                silence.source = id;
            return out;
        },
        std::move(reply));
}

async::Request BundleAlerts::putSilence(const signals::Silence &, sources::Reply<QString> reply)
{
    return ask<QString>([](std::stop_token) -> base::Result<QString> { return readOnly(); }, std::move(reply));
}

async::Request BundleAlerts::expireSilence(const QString &, sources::Reply<base::Done> reply)
{
    return ask<base::Done>([](std::stop_token) -> base::Status { return readOnly(); }, std::move(reply));
}

async::Request BundleAlerts::status(sources::Reply<signals::AlertmanagerStatus> reply)
{
    return ask<signals::AlertmanagerStatus>(
        [bundle = m_bundle](std::stop_token) -> base::Result<signals::AlertmanagerStatus> {
            signals::AlertmanagerStatus out;
            out.version = bundle->manifest.program;
            out.clusterStatus = QStringLiteral("disabled");
            return out;
        },
        std::move(reply));
}

} // namespace wf::engine
