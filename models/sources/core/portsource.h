// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/sources/core/sourcecore.h"

namespace wf::sources {

// What Source asks of every adapter, done once for all ports.
template<class Port>
class PortSource : public Port {
public:
    PortSource(SourceIdentity identity, net::HttpOptions options, const SourceEnvironment &environment, QObject *parent)
        : Port(parent), m_core(std::move(identity), std::move(options), environment, nullptr)
    {
        QObject::connect(&m_core, &SourceCore::stateChanged, this, &Source::stateChanged);
    }
    [[nodiscard]] const signals::SourceState &state() const final { return m_core.state(); }
    void retryNow() final { m_core.retryNow(); }

protected:
    [[nodiscard]] SourceCore &core() { return m_core; }
    [[nodiscard]] const SourceCore &core() const { return m_core; }
    // Call last in the adapter's constructor.
    void probeByItself()
    {
        m_core.setProber([this](Reply<signals::Capability> reply) { return this->probe(std::move(reply)); });
    }

private:
    SourceCore m_core;
};

} // namespace wf::sources
