// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/console.h"

namespace wf::engine {
struct BundleManifest;
}

namespace wf::app {

// The environment that a bundle is: read only, without a source of its own.
[[nodiscard]] sources::Environment environmentOf(const engine::BundleManifest &manifest);

// Ties what incidents become as files to a window: File > Save incident bundle…, Save review…, Open bundle… (in a
// window of its own). Over a bundle: the strip that says so, its incident and its time. GUI thread.
class IncidentFiles final : public QObject {
    Q_OBJECT
public:
    IncidentFiles(Workspace &workspace, Console &console);

    // Shows the incident of the bundle as it was looked at, once it is there. Without effect over anything else.
    void present();

private:
    void presentDashboard(const QJsonObject &json);
    void save();
    void saveReview();
    void chooseReviewFile(qint64 incident);
    void writeReview(qint64 incident, const QString &path);
    void say(const QString &text, signals::Severity severity) const;
    void open();

    Workspace &m_workspace;
    Console &m_console;
    async::Request m_review;
    async::JobScope m_writing;
};

} // namespace wf::app
