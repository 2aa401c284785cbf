// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/base/recurrence/zonedtime.h"
#include "models/base/safefile.h"
#include "models/base/untrusted.h"
#include "models/engine/agreements/round/contractfiles.h"
#include "models/engine/agreements/round/namedperiod.h"
#include "models/engine/reports/deliver/periodnames.h"
#include "ui/agreements/agreementspage.h"
#include "ui/agreements/contracteditor.h"
#include "ui/agreements/exclusiondialog.h"
#include "ui/agreements/report/reportspanel.h"
#include "widgets/base/controls/controls.h"

#include <QFileDialog>
#include <QFileInfo>
#include <QJsonDocument>
#include <QLocale>
#include <QMenu>
#include <QPointer>
#include <QStandardPaths>

#include <algorithm>

// What can be done on the screen of agreements.
namespace wf::ui {

using engine::AgreementBook;

namespace {

constexpr std::size_t periodsToChoose = 12;

// Quarters and years, this one first, that several whole settlement periods make up.
void addLonger(const signals::Agreement &agreement, qint64 nowNs, std::vector<ReportDialog::Period> &out)
{
    constexpr int quartersToChoose = 5, yearsToChoose = 3;
    const QDate today = base::shownAt(nowNs, QTimeZone(agreement.timeZone.toUtf8())).date();
    const auto offer = [&](const QString &name, const QString &words) {
        const auto found = engine::namedPeriod({agreement}, agreement.id, name, nowNs);
        if (found && found->settlements > 1 && found->whole.endNs > agreement.validity.startNs)
            out.push_back({found->whole.endNs > nowNs ? AgreementsPage::tr("%1 to date").arg(words) : words, name});
    };
    for (int i = 0; i < quartersToChoose; ++i) {
        const QDate day = today.addMonths(-3 * i);
        const int quarter = (day.month() + 2) / 3;
        offer(QStringLiteral("%1-Q%2").arg(day.year()).arg(quarter),
              AgreementsPage::tr("Quarter %1 of %2").arg(quarter).arg(day.year()));
    }
    for (int i = 0; i < yearsToChoose; ++i) {
        const QString year = QString::number(today.year() - i);
        offer(year, AgreementsPage::tr("Year %1").arg(year));
    }
}

// The running settlement period and those before, as the contract counts them; then longer ones.
std::vector<ReportDialog::Period> periodsOf(const signals::Agreement &agreement, qint64 nowNs)
{
    std::vector<ReportDialog::Period> out{{AgreementsPage::tr("running"), {}}};
    const bool isMonthly = agreement.settlement == signals::AgreementWindow::Month;
    for (qint64 atNs = nowNs; out.size() <= periodsToChoose;) {
        const QString name = engine::periodNameAt(agreement, atNs, false);
        const QDate month = QDate::fromString(name, QStringLiteral("yyyy-MM"));
        out.push_back({isMonthly ? QLocale::c().toString(month, QStringLiteral("MMMM yyyy")) : name, name});
        const auto found = engine::namedPeriod({agreement}, agreement.id, name, nowNs);
        if (!found)
            break;
        atNs = found->momentNs.back() - base::nsPerSecond;
    }
    addLonger(agreement, nowNs, out);
    return out;
}

} // namespace

void AgreementsPage::choosePeriod()
{
    const auto *state = selected();
    if (!state)
        return;
    auto *menu = new QMenu(this);
    menu->setAttribute(Qt::WA_DeleteOnClose);
    for (const auto &one : periodsOf(state->agreement, m_context.clock().nowNs()))
        menu->addAction(one.words, this, [this, one] { lookAt(one.name); });
    menu->popup(m_period->mapToGlobal(QPoint(0, m_period->height())));
}

void AgreementsPage::lookAt(const QString &name)
{
    const auto *state = selected();
    if (!state)
        return;
    const auto periods = periodsOf(state->agreement, m_context.clock().nowNs());
    const auto found = std::ranges::find(periods, name, &ReportDialog::Period::name);
    m_period->setValue(found == periods.end() ? name : found->words);
    if (m_keeper.snapshot()->period == name && !m_keeper.isBusy())
        return showSelected(); // it is known already
    m_keeper.lookAt(name);
}

void AgreementsPage::makeReport()
{
    if (const auto *state = selected(); state && !state->error)
        m_reports->makeReport(periodsOf(state->agreement, m_context.clock().nowNs()),
                              QStandardPaths::writableLocation(QStandardPaths::DocumentsLocation));
}

void AgreementsPage::exclude()
{
    const auto *state = selected();
    if (!state)
        return;
    auto *dialog = new ExclusionDialog(state->agreement, m_context.clock().nowNs(), m_keeper.options().actor, window());
    connect(dialog, &ExclusionDialog::proposed, this,
            [this, dialog, agreement = state->agreement](const signals::AgreementExclusion &exclusion,
                                                         const engine::SignOff &sign) {
                m_keeper.sign([agreement, exclusion,
                               sign](AgreementBook &book) { return book.proposeExclusion(agreement, exclusion, sign); },
                              [open = QPointer<ExclusionDialog>(dialog)](const base::Status &status) {
                                  if (open)
                                      open->tell(status);
                              });
            });
    dialog->open();
}

void AgreementsPage::openEditor(const QString &path, const QString &text, bool isNew, bool showsVersions)
{
    const auto snapshot = m_keeper.snapshot();
    auto bases = isNew ? std::vector<ContractBase>{{tr("nothing: the file is new"), {}}}
                       : contractBases(text, snapshot->book, m_selected);
    auto *dialog = new ContractEditor(path, std::move(bases), text, snapshot->known, m_desk->pools(), window());
    connect(dialog, &ContractEditor::saveRequested, this,
            [this, dialog, known = snapshot->known](const QString &file, const QString &old, const QString &now) {
                m_keeper.sign(
                    [file, old, now, known](AgreementBook &) { return engine::saveContract(file, old, now, known); },
                    [open = QPointer<ContractEditor>(dialog)](const base::Status &status) {
                        if (open)
                            open->tell(status);
                    });
            });
    if (showsVersions)
        dialog->showVersions();
    dialog->open();
}

void AgreementsPage::edit(bool showsVersions)
{
    const auto *state = selected();
    const auto snapshot = m_keeper.snapshot();
    const auto text = state ? snapshot->texts.find(state->agreement.sourceFile) : snapshot->texts.end();
    if (text != snapshot->texts.end())
        openEditor(text->first, text->second, false, showsVersions);
}

void AgreementsPage::duplicate()
{
    const auto *state = selected();
    const auto snapshot = m_keeper.snapshot();
    const auto text = state ? snapshot->texts.find(state->agreement.sourceFile) : snapshot->texts.end();
    if (text == snapshot->texts.end())
        return;
    const QString id = state->agreement.id + QStringLiteral("-copy");
    const auto copy = engine::duplicatedContract(text->second, state->agreement.id, id);
    if (!copy)
        return tellOutcome(copy.error().summary, false);
    openEditor(QFileInfo(text->first).path() + u'/' + id + QStringLiteral(".yaml"), *copy, true);
}

// Beside the other contracts.
void AgreementsPage::writeNew()
{
    if (!m_keeper.hasContracts())
        return tellOutcome(tr("Name a folder for contracts under agreements: in the environment's file first."), false);
    const QFileInfo first(m_keeper.options().contracts.front());
    const QString folder = first.isDir() || first.suffix().isEmpty() ? first.filePath() : first.path();
    QString id = QStringLiteral("new-agreement");
    for (int i = 2; QFileInfo::exists(folder + u'/' + id + QStringLiteral(".yaml")); ++i)
        id = QStringLiteral("new-agreement-%1").arg(i);
    openEditor(folder + u'/' + id + QStringLiteral(".yaml"), engine::newContractText(id), true);
}

void AgreementsPage::fillExports(QMenu *menu)
{
    using Table = engine::AgreementTable;
    const auto offer = [this, menu](const QString &words, Table table, bool isOfAll) {
        for (const bool isJson : {false, true})
            menu->addAction(words.arg(isJson ? tr("JSON") : tr("CSV")), this,
                            [this, table, isJson, isOfAll] { exportTable(table, isJson, isOfAll); });
    };
    offer(tr("Clauses as %1…"), Table::Clauses, false);
    offer(tr("Violations as %1…"), Table::Violations, false);
    offer(tr("Credits as %1…"), Table::Credits, false);
    offer(tr("Notices as %1…"), Table::Notices, false);
    menu->addSeparator();
    offer(tr("All contracts as %1…"), Table::Contracts, true);
    offer(tr("All credits as %1…"), Table::Credits, true);
}

void AgreementsPage::exportTable(engine::AgreementTable table, bool isJson, bool isOfAll)
{
    if (m_rows->rowCount() == 0)
        return;
    const QString ending = isJson ? QStringLiteral(".json") : QStringLiteral(".csv");
    const QString agreement = isOfAll ? QString() : m_selected;
    auto *dialog = new QFileDialog(window(), tr("Export"), (isOfAll ? tr("agreements") : m_selected) + ending,
                                   isJson ? tr("JSON (*.json)") : tr("Comma-separated values (*.csv)"));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setAcceptMode(QFileDialog::AcceptSave);
    connect(dialog, &QFileDialog::fileSelected, this, [this, table, isJson, agreement](const QString &path) {
        const auto &snapshot = *m_keeper.snapshot();
        const QByteArray bytes = isJson ? QJsonDocument(engine::jsonOf(table, snapshot, agreement)).toJson()
                                        : engine::csvOf(table, snapshot, agreement);
        const auto status = base::writeFileSafely(path, bytes);
        tellOutcome(status ? tr("Exported to %1.").arg(base::visibleText(path, 200)) : status.error().summary,
                    status.ok());
    });
    dialog->open();
}

void AgreementsPage::tellOutcome(const QString &words, bool isGood)
{
    m_context.say({words, isGood ? signals::Severity::Info : signals::Severity::Critical, {}, {}, isGood ? 6 : 0});
}

} // namespace wf::ui
