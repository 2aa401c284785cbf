// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/sources/core/sourcecore.h"
#include "models/sources/environment/environment.h"

#include <QObject>

#include <memory>
#include <optional>
#include <vector>

namespace wf::sources {

// One line of what was checked: what, how it went, what to do about it.
struct CheckLine {
    enum class Step { Address, Name, Connection, Security, Login, Product, Version };
    enum class Outcome { Ok, Failed, Skipped };
    Step step = Step::Address;
    Outcome outcome = Outcome::Ok;
    QString text;
    QString advice; // when it failed
};
struct Detection {
    std::vector<CheckLine> lines;
    bool isFound = false;
    SourceSettings settings; // with kind, product hint, corrected address and proposed id and name
    signals::Capability capability;
    [[nodiscard]] bool failed() const { return !isFound; }
};

// Finds out what answers at an address: paste it, and it tries the usual paths of Prometheus, Mimir, Cortex, Thanos,
// VictoriaMetrics, Alertmanager, Loki and Jaeger with the given login. Also checks a source of known kind. GUI thread.
class Detector final : public QObject {
    Q_OBJECT
public:
    Detector(const SourceEnvironment &borrowed, QObject *parent = nullptr);
    ~Detector() override;

    // `wanted` carries login, TLS and tenant; its kind counts only when `kindIsKnown`. A new call gives up the one
    // before.
    void start(const QString &address, const SourceSettings &wanted = {}, bool kindIsKnown = false);
    void cancel();

Q_SIGNALS:
    void checked(const wf::sources::CheckLine &line);
    void finished(const wf::sources::Detection &detection);

private:
    struct Candidate {
        SourceSettings settings;
        QString product; // how to call it while asking
    };
    void lookUpName();
    void nextCandidate();
    void answered(const base::Result<signals::Capability> &found);
    void explain(const base::Error &error);
    void succeed(const signals::Capability &capability);
    void say(CheckLine::Step step, CheckLine::Outcome outcome, const QString &text, const QString &advice = {});
    void finish();

    SourceEnvironment m_borrowed;
    Detection m_detection;
    std::vector<Candidate> m_candidates;
    std::size_t m_next = 0;
    std::unique_ptr<Source> m_source;
    async::Request m_asking;
    bool m_isReachable = false;
    std::optional<base::Error> m_lastError;
};

} // namespace wf::sources
