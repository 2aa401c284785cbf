// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/sources/core/portsource.h"
#include "models/wire/alertmanager/alertmanager.h"

#include <memory>

namespace wf::sources {

// One member of an Alertmanager cluster, API v2 (protocols.md 4). Members are merged above this room.
class AlertmanagerSource final : public PortSource<AlertSource> {
public:
    AlertmanagerSource(SourceIdentity identity, net::HttpOptions options, const SourceEnvironment &environment,
                       QObject *parent = nullptr);

    async::Request probe(Reply<signals::Capability> reply) override;
    async::Request alerts(Reply<signals::AlertAnswer> reply) override;
    async::Request silences(Reply<std::vector<signals::Silence>> reply) override;
    async::Request putSilence(const signals::Silence &silence, Reply<QString> reply) override;
    async::Request expireSilence(const QString &id, Reply<base::Done> reply) override;
    async::Request status(Reply<signals::AlertmanagerStatus> reply) override;
    [[nodiscard]] bool supportsAnnotations() const override;

    static void prepare(net::HttpOptions &options);

private:
    struct Told {
        signals::AlertAnswer answer;
        std::shared_ptr<const wire::alertmanager::AlertTexts> texts;
        qint64 newestNs = 0;
    };
    std::shared_ptr<const wire::alertmanager::AlertTexts> m_texts; // of the last answer
};

// True from 0.32 on.
[[nodiscard]] bool hasSilenceAnnotations(const QString &version);

} // namespace wf::sources
