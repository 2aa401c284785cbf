// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/base/recurrence/zonedtime.h"
#include "models/base/safefile.h"
#include "models/base/untrusted.h"
#include "models/engine/agreements/round/contractfiles.h"
#include "ui/agreements/agreementspage.h"
#include "ui/agreements/contracteditor.h"
#include "ui/agreements/contractview.h"
#include "ui/agreements/exclusiondialog.h"
#include "widgets/base/controls.h"

#include <QFileDialog>
#include <QFileInfo>
#include <QMenu>
#include <QPointer>

// What can be done on the screen of agreements.
namespace wf::ui {

using engine::AgreementBook;

// The running period and the twelve before, by the calendar of the selected contract.
void AgreementsPage::choosePeriod()
{
    const auto *state = selected();
    if (!state)
        return;
    auto *menu = new QMenu(this);
    menu->setAttribute(Qt::WA_DeleteOnClose);
    const auto offer = [&](const QString &words, const QString &name) {
        connect(menu->addAction(words), &QAction::triggered, this, [this, words, name] {
            m_period->setValue(words);
            m_keeper.lookAt(name);
        });
    };
    offer(tr("running"), {});
    const QTimeZone zone(state->agreement.timeZone.toUtf8());
    QDate month = base::shownAt(m_context.clock().nowNs(), zone).date();
    for (int i = 0; i < 12; ++i) {
        month = month.addMonths(-1);
        offer(month.toString(QStringLiteral("MMMM yyyy")), month.toString(QStringLiteral("yyyy-MM")));
    }
    menu->popup(m_period->mapToGlobal(QPoint(0, m_period->height())));
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

void AgreementsPage::edit(bool isCopy)
{
    const auto *state = selected();
    const auto snapshot = m_keeper.snapshot();
    const auto text = state ? snapshot->texts.find(state->agreement.sourceFile) : snapshot->texts.end();
    if (text == snapshot->texts.end())
        return;
    QString path = state->agreement.sourceFile;
    QString before = text->second;
    QString after = before;
    if (isCopy) {
        const QString id = state->agreement.id + QStringLiteral("-copy");
        const auto copy = engine::duplicatedContract(before, state->agreement.id, id);
        if (!copy) {
            m_context.say({copy.error().summary, signals::Severity::Warning, {}, {}, 0});
            return;
        }
        path = QFileInfo(path).path() + u'/' + id + QStringLiteral(".yaml");
        before.clear();
        after = *copy;
    }
    auto *dialog = new ContractEditor(path, before, after, window());
    connect(dialog, &ContractEditor::saveRequested, this,
            [this, dialog](const QString &file, const QString &old, const QString &now) {
                m_keeper.sign([file, old, now](AgreementBook &) { return engine::saveContract(file, old, now, {}); },
                              [open = QPointer<ContractEditor>(dialog)](const base::Status &status) {
                                  if (open)
                                      open->tell(status);
                              });
            });
    dialog->open();
}

void AgreementsPage::exportTable()
{
    if (!selected())
        return;
    auto *dialog = new QFileDialog(this, tr("Export clauses"), m_selected + QStringLiteral(".csv"),
                                   tr("Comma-separated values (*.csv)"));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setAcceptMode(QFileDialog::AcceptSave);
    connect(dialog, &QFileDialog::fileSelected, this, [this](const QString &path) {
        const auto status = base::writeFileSafely(path, m_view->clausesAsCsv().toUtf8());
        m_context.say({status ? tr("Exported to %1.").arg(base::visibleText(path, 200)) : status.error().summary,
                       status ? signals::Severity::Info : signals::Severity::Critical,
                       {},
                       {},
                       4});
    });
    dialog->open();
}

} // namespace wf::ui
