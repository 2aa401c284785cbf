// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/station/addeddialog.h"

#include "ui/base/flattable.h"
#include "widgets/base/controls/controls.h"
#include "widgets/base/controls/panel.h"
#include "widgets/base/text/plainlabel.h"

#include <QBoxLayout>
#include <QItemSelectionModel>
#include <QPointer>
#include <QShortcut>

namespace wf::ui {

namespace {

using Kind = engine::StationAdded::Kind;
using widgets::PlainLabel;
using widgets::TextRole;

QString words(const base::Error &error)
{
    return error.detail.isEmpty() ? error.summary : error.summary + u' ' + error.detail;
}

} // namespace

AddedDialog::AddedDialog(engine::StationWatch &station, Kind kind, QWidget *parent)
    : QDialog(parent), m_station(station), m_kind(kind)
{
    const bool isLog = kind == Kind::Log;
    setAttribute(Qt::WA_DeleteOnClose);
    setWindowTitle(isLog ? tr("Logs added by hand") : tr("Targets added by hand"));
    resize(640, 360);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(16, 14, 16, 14);
    column->setSpacing(10);
    m_rows = addedRows(kind, this);
    m_table = new FlatTable(windowTitle());
    m_table->setModel(m_rows);
    m_table->setColumnWidths({0, 150});
    m_panel = new widgets::Panel(m_table);
    m_panel->setTitle(windowTitle(), isLog ? tr("followed beside what station.yaml names")
                                           : tr("scraped beside the jobs of station.yaml"));
    m_panel->showLoading(tr("Reading the list\u2026"), false);
    column->addWidget(m_panel, 1);
    buildFoot(column);
    connect(m_table->selectionModel(), &QItemSelectionModel::currentRowChanged, this, &AddedDialog::updateButtons);
    auto *key = new QShortcut(QKeySequence::Delete, m_table, nullptr, nullptr, Qt::WidgetShortcut);
    connect(key, &QShortcut::activated, this, &AddedDialog::removeCurrent);
    updateButtons();
    list();
}

void AddedDialog::buildFoot(QBoxLayout *column)
{
    auto *row = new QHBoxLayout;
    row->setSpacing(8);
    m_said = new PlainLabel({}, TextRole::Small, PlainLabel::Tone::Secondary);
    m_said->setWrap(true);
    m_undo = new widgets::Button(tr("Undo"));
    m_undo->setAutoDefault(false);
    m_remove = new widgets::Button(tr("Remove"), {}, tr("Del"));
    m_remove->setAutoDefault(false);
    auto *close = new widgets::Button(tr("Close"), {}, tr("Esc"));
    close->setPrimary(true);
    close->setDefault(true);
    row->addWidget(m_said, 1);
    row->addWidget(m_undo);
    row->addWidget(m_remove);
    row->addWidget(close);
    column->addLayout(row);
    connect(m_undo, &QAbstractButton::clicked, this, &AddedDialog::undo);
    connect(m_remove, &QAbstractButton::clicked, this, &AddedDialog::removeCurrent);
    connect(close, &QAbstractButton::clicked, this, &QDialog::accept);
}

void AddedDialog::list()
{
    const QPointer<AddedDialog> self = this; // the station outlives it
    m_station.listAdded([self](const base::Result<std::vector<engine::StationAdded>> &all) {
        if (self)
            self->tell(all);
    });
}

void AddedDialog::tell(const base::Result<std::vector<engine::StationAdded>> &all)
{
    m_isBusy = false;
    std::vector<engine::StationAdded> mine;
    if (all)
        std::ranges::copy_if(*all, std::back_inserter(mine), [this](const auto &one) { return one.kind == m_kind; });
    m_rows->setRows(std::move(mine));
    if (!all)
        m_panel->showError(tr("The list cannot be read"), all.error());
    else if (m_rows->rowCount() > 0)
        m_panel->showContent();
    else if (m_kind == Kind::Log)
        m_panel->showEmpty(tr("No log was added by hand"), tr("What is followed otherwise stands in station.yaml."));
    else
        m_panel->showEmpty(tr("No target was added by hand"), tr("What is scraped otherwise stands in station.yaml, "
                                                                 "or was found on this machine."));
    if (!m_table->currentIndex().isValid() && m_rows->rowCount() > 0)
        m_table->setCurrentIndex(m_rows->index(0, 0));
    updateButtons();
}

void AddedDialog::removeCurrent()
{
    const auto *row = m_rows->at(m_table->currentIndex());
    if (!row || m_isBusy)
        return;
    m_isBusy = true;
    updateButtons();
    const QPointer<AddedDialog> self = this;
    m_station.removeAdded(*row, [self](const base::Result<engine::StationAdded> &removed) {
        if (!self)
            return;
        if (!removed)
            return self->finish(words(removed.error()), true, {});
        self->finish((removed->kind == Kind::Log ? tr("%1 is no longer followed.") : tr("%1 is no longer scraped."))
                         .arg(removed->what),
                     false, *removed);
    });
}

void AddedDialog::undo()
{
    if (!m_removed || m_isBusy)
        return;
    m_isBusy = true;
    updateButtons();
    const QPointer<AddedDialog> self = this;
    m_station.restoreAdded(*m_removed, [self, added = *m_removed](const base::Result<engine::StationAdded> &restored) {
        if (!self)
            return;
        if (restored)
            self->finish(tr("%1 is back.").arg(restored->what), false, {});
        else
            self->finish(words(restored.error()), true, added);
    });
}

void AddedDialog::finish(const QString &said, bool isBad, std::optional<engine::StationAdded> undoable)
{
    m_removed = std::move(undoable);
    m_said->setTone(isBad ? PlainLabel::Tone::Warning : PlainLabel::Tone::Secondary);
    m_said->setText(said);
    list();
}

void AddedDialog::updateButtons()
{
    m_remove->setEnabled(!m_isBusy && m_rows->at(m_table->currentIndex()));
    m_undo->setVisible(m_removed.has_value());
    m_undo->setEnabled(!m_isBusy);
}

} // namespace wf::ui
