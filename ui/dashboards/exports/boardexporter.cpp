// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/dashboards/exports/boardexporter.h"

#include "models/base/timetext.h"
#include "models/engine/boards/boardlibrary.h"
#include "models/engine/boards/editing/boardkeeper.h"
#include "models/engine/boards/exports/boardcsv.h"
#include "models/engine/boards/objective/objectivepanel.h"
#include "models/engine/bundle/packbundle.h"

#include <QCoreApplication>

#include <algorithm>
#include <array>

namespace wf::ui {

using namespace Qt::StringLiterals;

namespace {

constexpr std::array formatNames{"png", "svg", "pdf", "csv", "json", "snapshot"};

QString minuteText(qint64 ns)
{
    return base::isoTime(ns).left(16).replace(u'T', u' ');
}

} // namespace

std::optional<ExportFormat> exportFormatOf(const QString &name)
{
    for (std::size_t i = 0; i < formatNames.size(); ++i)
        if (name == QLatin1String(formatNames[i]))
            return static_cast<ExportFormat>(i);
    return std::nullopt;
}

QString fileEndingOf(ExportFormat format)
{
    return format == ExportFormat::Snapshot ? u"wfbundle"_s
                                            : QString::fromLatin1(formatNames[static_cast<std::size_t>(format)]);
}

QString exportFileName(const QString &title, ExportFormat format)
{
    QString name = engine::boardFileName(title);
    name.chop(5); // ".json"
    return name + u'.' + fileEndingOf(format);
}

BoardExporter::BoardExporter(const ExportSurroundings &around, ExportWishes wishes, QObject *parent)
    : QObject(parent), m_around(around), m_wishes(std::move(wishes))
{
    if (m_wishes.panel != 0)
        m_wishes.dashboard = withOnlyPanel(std::move(m_wishes.dashboard), m_wishes.panel);
    QTimer::singleShot(0, this, [this] {
        if (m_wishes.dashboard.panels.empty())
            return finish(base::makeError(base::ErrorKind::NotFound, tr("There is no such panel.")), {});
        switch (m_wishes.format) {
        case ExportFormat::Csv:
            return writeCsv();
        case ExportFormat::Json: {
            const engine::ForGrafana out = engine::forGrafana(m_wishes.dashboard);
            return finish(engine::boardText(out.dashboard, {}), out.notes);
        }
        case ExportFormat::Snapshot:
            return writeSnapshot();
        default:
            return paint();
        }
    });
}

BoardExporter::~BoardExporter() = default;

void BoardExporter::finish(const base::Result<QByteArray> &file, const QStringList &missing)
{
    Q_EMIT done(file, missing);
}

void BoardExporter::paint()
{
    const base::TimeRange range = m_around.board.context.range();
    PrintWishes wishes;
    wishes.dashboard = m_wishes.dashboard;
    wishes.width = m_wishes.width;
    wishes.format = m_wishes.format == ExportFormat::Svg   ? PictureFormat::Svg
                    : m_wishes.format == ExportFormat::Pdf ? PictureFormat::Pdf
                                                           : PictureFormat::Png;
    wishes.words = {
        m_wishes.dashboard.title,
        tr("%1 to %2 UTC, %3").arg(minuteText(range.startNs), minuteText(range.endNs), m_around.environment)};
    m_printer = std::make_unique<BoardPrinter>(m_around.board, m_around.sources, std::move(wishes));
    connect(m_printer.get(), &BoardPrinter::painted, this,
            [this](const base::Result<QByteArray> &picture, bool isWhole) {
                finish(picture, isWhole ? QStringList() : QStringList{tr("panels that had no answer within a minute")});
            });
}

void BoardExporter::writeCsv()
{
    const base::TimeRange range = m_around.board.context.range();
    engine::BoardVariables variables(m_around.sources, m_around.board.pools); // fixed: nothing is asked
    const auto dashboard = std::make_shared<const signals::Dashboard>(m_wishes.dashboard);
    variables.open(dashboard, range);
    engine::GatherWishes wishes;
    wishes.dashboard = dashboard;
    wishes.scope = variables.scope();
    wishes.range = range;
    m_request = engine::gatherBoard(
        m_around.board.reader, wishes, [this, isOne = m_wishes.panel != 0](std::vector<engine::GatheredPanel> panels) {
            QStringList missing;
            for (const auto &panel : panels)
                if (panel.answer.error)
                    missing << QString(panel.placed.panel.title + u": "_s + panel.answer.error->summary);
            m_jobs.runLatest(
                u"csv"_s, m_around.board.pools.analysis(),
                [panels = std::move(panels), isOne](std::stop_token stop) {
                    return isOne && panels.size() == 1 ? engine::panelCsv(panels.front(), stop)
                                                       : engine::boardCsv(panels, stop);
                },
                [this, missing](const QByteArray &csv) { finish(csv, missing); });
        });
}

void BoardExporter::writeSnapshot()
{
    engine::BoardVariables variables(m_around.sources, m_around.board.pools);
    engine::SnapshotWishes wishes;
    wishes.range = m_around.board.context.range();
    variables.open(std::make_shared<const signals::Dashboard>(m_wishes.dashboard), wishes.range);
    wishes.dashboard = m_wishes.dashboard;
    wishes.scope = variables.scope();
    wishes.scrapeNs = m_around.scrapeNs;
    wishes.environment = m_around.environment;
    wishes.subjects = m_around.subjects;
    wishes.takenBy = m_around.takenBy;
    wishes.reader = &m_around.board.reader;
    wishes.program = QCoreApplication::applicationVersion();
    m_request =
        engine::takeSnapshot(wishes, m_around.sources, m_around.board.context.clock(),
                             [this](const base::Result<engine::BundlePtr> &bundle) {
                                 if (!bundle)
                                     return finish(bundle.error(), {});
                                 m_jobs.runLatest(
                                     u"pack"_s, m_around.board.pools.analysis(),
                                     [bundle = *bundle](std::stop_token) { return engine::packBundle(*bundle); },
                                     [this, missing = (*bundle)->manifest.missing](
                                         const base::Result<QByteArray> &file) { finish(file, missing); });
                             });
}

} // namespace wf::ui
