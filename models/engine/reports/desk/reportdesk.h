// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/async/jobscope.h"
#include "models/engine/reports/archive/verifyreport.h"
#include "models/engine/reports/desk/reporthouse.h"

#include <functional>

namespace wf::engine {

// A report that somebody wants made.
struct ReportOrder {
    AgreementsPtr snapshot; // the figures as they are shown; past periods were asked for
    QString agreement;      // its id
    wire::ReportLook look;
    QString path;                  // where the document goes
    std::optional<SignOff> issued; // signed: then it is also kept in the archive, before the document is written
};
struct ReportMade {
    QString path;
    QString report; // its id
    std::optional<IssuedReport> issued;
};

// Makes, issues, finds again and verifies reports while a window is used. All of it is worked on a pool; answers come
// on the GUI thread, and none after the desk is gone.
class ReportDesk {
public:
    struct Options {
        QString folder;       // of the archive
        QString settingsPath; // reports.yaml; may be missing
        QString toolVersion;
        std::function<wire::PdfFontFiles()> fonts; // called on a pool
    };
    template<class T>
    using Done = std::function<void(const base::Result<T> &)>;

    ReportDesk(Options options, const base::Clock &clock, async::Pools &pools)
        : m_options(std::move(options)), m_clock(clock), m_pools(pools)
    {
    }
    // Errors: NotFound, Invalid (settings; a signature without a name; nothing is issued from a part of the data),
    // Storage; then there is no document.
    void make(const ReportOrder &order, Done<ReportMade> done);
    [[nodiscard]] async::Pools &pools() const { return m_pools; }
    // The document's bytes, of the newest order only.
    void preview(const ReportOrder &order, Done<QByteArray> done);
    void askMail(std::function<void(bool)> done);      // whether a mail server is set, so that something can be sent
    void issued(Done<std::vector<IssuedReport>> done); // newest first
    // A report as it was issued, in any form.
    void writeAgain(const IssuedReport &report, const wire::ReportLook &look, const QString &path,
                    Done<ReportMade> done);
    // A document on the disk; computed again as well when it is of a contract and period of `snapshot` as they are
    // shown.
    void verify(const QString &path, const AgreementsPtr &snapshot, Done<ReportVerification> done);

private:
    Options m_options;
    const base::Clock &m_clock;
    async::Pools &m_pools;
    async::JobScope m_jobs;
};

// What came of verifying, in one sentence.
[[nodiscard]] QString verdictWords(const ReportVerification &verification);

} // namespace wf::engine
