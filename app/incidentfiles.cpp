// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/incidentfiles.h"

#include "app/incidents/incidentreport.h"
#include "models/base/safefile.h"
#include "models/base/timetext.h"
#include "models/engine/bundle/bundlesession.h"
#include "models/wire/grafana/read.h"
#include "ui/bundle/bundlebanner.h"
#include "ui/bundle/savebundledialog.h"
#include "ui/dashboards/dashboardspage.h"
#include "ui/incidents/incidentspage.h"

#include <QApplication>
#include <QFileDialog>
#include <QJsonDocument>
#include <QProcess>

namespace wf::app {

using namespace Qt::StringLiterals;

namespace {

signals::Subject subjectOf(qint64 incident, const QString &title)
{
    signals::Subject out;
    out.kind = signals::SubjectKind::Incident;
    out.id = u"INC-%1"_s.arg(incident);
    out.title = title;
    return out;
}

// The incident that is looked at; else the worst that is open. 0: there is none.
qint64 incidentInView(const ui::WatchContext &context, const engine::IncidentSnapshot &incidents)
{
    const auto &selected = context.selection();
    if (selected.kind == signals::SubjectKind::Incident)
        if (const qint64 number = selected.id.mid(selected.id.indexOf(u'-') + 1).toLongLong(); incidents.find(number))
            return number;
    if (selected.kind == signals::SubjectKind::Alert)
        for (const auto &one : incidents.open)
            if (std::ranges::find(one->alerts, selected.id, &engine::IncidentAlert::fingerprint) != one->alerts.end())
                return one->number;
    return incidents.open.empty() ? 0 : incidents.open.front()->number;
}

QJsonObject lookOf(const ui::WatchContext &context, const ui::MainWindow &window)
{
    const auto range = context.range();
    const auto &selected = context.selection();
    return {{u"screen"_s, window.currentScreen() ? window.currentScreen()->key() : QString()},
            {u"from"_s, base::isoTime(range.startNs)},
            {u"until"_s, base::isoTime(range.endNs)},
            {u"service"_s, selected.service},
            {u"region"_s, selected.region}};
}

} // namespace

sources::Environment environmentOf(const engine::BundleManifest &manifest)
{
    sources::Environment out;
    out.id = u"bundle"_s;
    out.name = (manifest.isDashboard ? QCoreApplication::translate("Bundle", "Snapshot of %1")
                                     : QCoreApplication::translate("Bundle", "Bundle of %1"))
                   .arg(manifest.id());
    out.colour = u"violet"_s;
    out.readOnly = true;
    out.subjects = {manifest.subjects.service, manifest.subjects.region, manifest.subjects.instance,
                    manifest.subjects.version, manifest.subjects.operation};
    return out;
}

IncidentFiles::IncidentFiles(Workspace &workspace, Console &console) : m_workspace(workspace), m_console(console)
{
    auto &window = console.window();
    auto *opening = new QAction(tr("Open bundle…"), this);
    opening->setShortcut(QKeySequence(u"Ctrl+O"_s));
    connect(opening, &QAction::triggered, this, &IncidentFiles::open);
    window.addMenuAction(tr("File"), opening);
    auto *reviewing = new QAction(tr("Save review…"), this);
    connect(reviewing, &QAction::triggered, this, &IncidentFiles::saveReview);
    window.addMenuAction(tr("File"), reviewing);
    if (auto *page = window.findChild<ui::IncidentsPage *>())
        page->setSavePdf([this](qint64 incident) { chooseReviewFile(incident); });
    if (const auto *bundle = workspace.bundle()) {
        window.setBanner(new ui::BundleBanner(bundle->bundle()->manifest));
        return;
    }
    auto *saving = new QAction(tr("Save incident bundle…"), this);
    saving->setShortcut(QKeySequence(u"Ctrl+Shift+S"_s));
    connect(saving, &QAction::triggered, this, &IncidentFiles::save);
    window.addMenuAction(tr("File"), saving);
}

void IncidentFiles::present()
{
    const auto *session = m_workspace.bundle();
    if (!session)
        return;
    const auto &manifest = session->bundle()->manifest;
    auto &context = m_console.context();
    bool hasStart = false;
    bool hasEnd = false;
    base::TimeRange range{base::parseIsoTime(manifest.look[u"from"_s].toString(), &hasStart),
                          base::parseIsoTime(manifest.look[u"until"_s].toString(), &hasEnd)};
    if (!hasStart || !hasEnd || !range.overlaps(manifest.range) || range.lengthNs() <= 0)
        range = manifest.range;
    context.setTimeSelection(base::TimeSelection::between(range));
    if (manifest.isDashboard)
        return presentDashboard(session->bundle()->dashboard);
    const auto show = [this, subject = subjectOf(manifest.incident, manifest.title)] {
        if (!m_workspace.incidents().snapshot()->find(m_workspace.bundle()->bundle()->manifest.incident))
            return;
        disconnect(&m_workspace.incidents(), nullptr, this, nullptr);
        m_console.context().open(subject);
    };
    connect(&m_workspace.incidents(), &engine::IncidentKeeper::changed, this, show);
    show();
}

void IncidentFiles::presentDashboard(const QJsonObject &json)
{
    const auto containers = wire::grafana::openContainers(QJsonDocument(json).toJson());
    m_console.window().goTo(QStringLiteral("dashboards"));
    auto *page = m_console.window().findChild<ui::DashboardsPage *>();
    if (!containers || containers->empty() || !page)
        return say(tr("The dashboard of this snapshot cannot be read."), signals::Severity::Critical);
    page->openDashboard(wire::grafana::readDashboard(containers->front()));
}

void IncidentFiles::save()
{
    const auto snapshot = m_workspace.incidents().snapshot();
    const qint64 number = incidentInView(m_console.context(), *snapshot);
    const auto *incident = snapshot->find(number);
    if (!incident) {
        say(tr("There is no incident to save: choose one on the screen Incidents first."), signals::Severity::Info);
        return;
    }
    engine::BundleWishes wishes;
    wishes.incident = number;
    wishes.environment = m_workspace.environment().name;
    wishes.takenBy = m_workspace.actor();
    wishes.program = QCoreApplication::applicationVersion();
    const auto causes = m_workspace.causes().report();
    wishes.causes = causes && causes->incident == number ? causes : nullptr;
    wishes.thread = m_workspace.thread().thread();
    wishes.look = lookOf(m_console.context(), m_console.window());
    wishes.incidentJson = incidentAsJson(*incident);
    auto *dialog =
        new ui::SaveBundleDialog({m_workspace.incidents(), m_workspace.alerts(), m_workspace.services(),
                                  m_workspace.store().alerts(), m_workspace.store().ledger(), m_workspace.sourceSet()},
                                 wishes, m_workspace.clock(), m_workspace.pools(), &m_console.window());
    connect(dialog, &ui::SaveBundleDialog::saved, this,
            [this](const QString &path) { say(tr("The bundle is saved: %1").arg(path), signals::Severity::Ok); });
    dialog->open();
}

void IncidentFiles::saveReview()
{
    const qint64 number = incidentInView(m_console.context(), *m_workspace.incidents().snapshot());
    if (number == 0)
        return say(tr("There is no incident to review: choose one on the screen Incidents first."),
                   signals::Severity::Info);
    chooseReviewFile(number);
}

void IncidentFiles::chooseReviewFile(qint64 number)
{
    auto *dialog = new QFileDialog(&m_console.window(), tr("Save the review of INC-%1").arg(number));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setAcceptMode(QFileDialog::AcceptSave);
    dialog->setNameFilters({tr("PDF (*.pdf)"), tr("Web page (*.html)")});
    dialog->setDefaultSuffix(u"pdf"_s);
    connect(dialog, &QFileDialog::filterSelected, dialog, [dialog](const QString &filter) {
        dialog->setDefaultSuffix(filter.contains(u"html"_s) ? u"html"_s : u"pdf"_s);
    });
    dialog->selectFile(u"INC-%1-review.pdf"_s.arg(number));
    connect(dialog, &QFileDialog::fileSelected, this,
            [this, number](const QString &path) { writeReview(number, path); });
    dialog->open();
}

void IncidentFiles::writeReview(qint64 incident, const QString &path)
{
    engine::ReviewWishes wishes;
    wishes.incident = incident;
    wishes.written = m_workspace.reviewDesk().written(incident); // what is not kept yet, too
    wishes.form = path.endsWith(u".html"_s) ? engine::ReviewWishes::Form::Html : engine::ReviewWishes::Form::Pdf;
    wishes.environment = m_workspace.environment().name;
    wishes.toolVersion = QCoreApplication::applicationVersion();
    m_review = m_workspace.reviews().make(wishes, [this, path](const base::Result<QByteArray> &document) {
        if (!document)
            return say(document.error().summary, signals::Severity::Warning);
        m_writing.run(
            m_workspace.pools().parse(),
            [bytes = *document, path](std::stop_token) { return base::writeFileSafely(path, bytes); },
            [this, path](const base::Status &status) {
                say(status ? tr("The review is saved: %1").arg(path) : status.error().summary,
                    status ? signals::Severity::Ok : signals::Severity::Warning);
            });
    });
}

void IncidentFiles::say(const QString &text, signals::Severity severity) const
{
    m_console.context().say({text, severity, {}, {}, 10});
}

void IncidentFiles::open()
{
    auto *dialog = new QFileDialog(&m_console.window(), tr("Open bundle"));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setFileMode(QFileDialog::ExistingFile);
    dialog->setNameFilters({tr("Incident bundles (*.wfbundle)"), tr("All files (*)")});
    connect(dialog, &QFileDialog::fileSelected, this, [this](const QString &path) {
        if (!QProcess::startDetached(QApplication::applicationFilePath(), {u"open"_s, path}))
            say(tr("A window for %1 could not be opened.").arg(path), signals::Severity::Warning);
    });
    dialog->open();
}

} // namespace wf::app
