// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/engine/bundle/bundle.h"
#include "models/station/ports/stationport.h"

namespace wf::engine {

// The alerts and silences of a bundle behind the port that every alert source has. Nothing can be changed: Unsupported.
// GUI thread.
class BundleAlerts final : public station::StationPort<sources::AlertSource> {
    Q_OBJECT
public:
    BundleAlerts(const station::PortContext &context, BundlePtr bundle, QObject *parent = nullptr);

    async::Request alerts(sources::Reply<signals::AlertAnswer> reply) override;
    async::Request silences(sources::Reply<std::vector<signals::Silence>> reply) override;
    async::Request putSilence(const signals::Silence &silence, sources::Reply<QString> reply) override;
    async::Request expireSilence(const QString &id, sources::Reply<base::Done> reply) override;
    async::Request status(sources::Reply<signals::AlertmanagerStatus> reply) override;
    [[nodiscard]] bool supportsAnnotations() const override { return true; }

private:
    BundlePtr m_bundle;
};

} // namespace wf::engine
