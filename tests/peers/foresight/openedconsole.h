// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/engine/anomalies/anomalykeeper.h"
#include "models/engine/metrics/samplestore.h"
#include "models/store/store.h"
#include "tests/peers/peerfixture.h"

namespace wf::tests {

// What a window makes of an environment that is opened for the first time: one Prometheus, nothing kept.
struct OpenedConsole {
    Borrowed borrowed;
    QTemporaryDir dir;
    std::unique_ptr<sources::Source> source;
    sources::SourceSet set;
    store::Store files;
    engine::DiskSampleStore samples{files.samples()};
    engine::MetricReader reader{set, &samples, borrowed.clock};
    engine::ServiceCatalog catalog{set, {}, borrowed.clock};
    engine::FeedbackBook feedback{files.ledger()};

    // "127.0.0.1:41234"
    explicit OpenedConsole(const QString &address)
        : source(borrowed.open(peerAt(address))), files(optionsOf(dir.path()), borrowed.clock)
    {
        set.metrics = {qobject_cast<sources::MetricSource *>(source.get())};
    }

private:
    static Peer peerAt(const QString &address)
    {
        Peer out;
        out.name = QStringLiteral("it");
        out.kind = QStringLiteral("prometheus");
        out.url = QUrl(QStringLiteral("http://") + address);
        return out;
    }
    static store::StoreOptions optionsOf(const QString &directory)
    {
        store::StoreOptions out;
        out.directory = directory;
        return out;
    }
};

} // namespace wf::tests
