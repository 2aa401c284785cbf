// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/engine/boards/snapshot/takesnapshot.h"
#include "ui/dashboards/exports/boardprinter.h"

namespace wf::ui {

enum class ExportFormat { Png, Svg, Pdf, Csv, Json, Snapshot };
// "png" "svg" "pdf" "csv" "json" "snapshot"
[[nodiscard]] std::optional<ExportFormat> exportFormatOf(const QString &name);
// What a file of it ends in: "png" … "json", "wfbundle".
[[nodiscard]] QString fileEndingOf(ExportFormat format);

// What an export asks, and in whose name it is taken.
struct ExportSurroundings {
    BoardSurroundings board;
    const sources::SourceSet &sources;
    QString environment; // name
    QString takenBy;
    engine::SubjectRules subjects;
    qint64 scrapeNs = 15 * base::nsPerSecond;
};

struct ExportWishes {
    signals::Dashboard dashboard; // with fixed variables
    int panel = 0;                // its identifier; 0: all of them
    ExportFormat format = ExportFormat::Png;
    int width = 1440; // pixels, of pictures
};

// A dashboard, or a panel of it, as one file: a picture, its numbers, its JSON for Grafana, or a snapshot with its
// data. Over the time range of the context. GUI thread.
class BoardExporter final : public QObject {
    Q_OBJECT
public:
    BoardExporter(const ExportSurroundings &around, ExportWishes wishes, QObject *parent = nullptr);
    ~BoardExporter() override;

Q_SIGNALS:
    // Once, later. `missing`: what is not in it, in words.
    void done(const wf::base::Result<QByteArray> &file, const QStringList &missing);

private:
    void paint();
    void writeCsv();
    void writeSnapshot();
    void finish(const base::Result<QByteArray> &file, const QStringList &missing);

    ExportSurroundings m_around;
    ExportWishes m_wishes;
    std::unique_ptr<BoardPrinter> m_printer;
    async::Request m_request;
    async::JobScope m_jobs; // last: stops first
};

// "Shop, checkout" + Png -> "Shop-checkout.png": nothing of a title can leave the folder.
[[nodiscard]] QString exportFileName(const QString &title, ExportFormat format);

} // namespace wf::ui
