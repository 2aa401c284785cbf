// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/agreements/contracteditor.h"

#include "models/base/timetext.h"
#include "ui/base/flattable.h"
#include "widgets/base/controls/celldelegate.h"
#include "widgets/base/controls/controls.h"
#include "widgets/base/text/plainlabel.h"
#include "widgets/base/theme.h"

#include <QBoxLayout>
#include <QComboBox>
#include <QPlainTextEdit>
#include <QTextBlock>

#include <algorithm>
#include <utility>

namespace wf::ui {

using widgets::PlainLabel;

namespace {

// The longest common sequence of lines, of what lies between the same beginning and the same end.
QStringList changedLines(const QStringList &before, const QStringList &after)
{
    const qsizetype n = before.size(), m = after.size();
    constexpr qsizetype most = 2000;
    QStringList out;
    if (n > most || m > most) { // too much to compare: all of it goes and comes
        for (const QString &line : before)
            out << QStringLiteral("− ") + line;
        for (const QString &line : after)
            out << QStringLiteral("+ ") + line;
        return out;
    }
    std::vector<std::vector<int>> common(static_cast<std::size_t>(n + 1),
                                         std::vector<int>(static_cast<std::size_t>(m + 1)));
    const auto at = [&](qsizetype i, qsizetype j) -> int & {
        return common[static_cast<std::size_t>(i)][static_cast<std::size_t>(j)];
    };
    for (qsizetype i = n - 1; i >= 0; --i)
        for (qsizetype j = m - 1; j >= 0; --j)
            at(i, j) = before[i] == after[j] ? at(i + 1, j + 1) + 1 : std::max(at(i + 1, j), at(i, j + 1));
    for (qsizetype i = 0, j = 0; i < n || j < m;) {
        if (i < n && j < m && before[i] == after[j]) {
            out << QStringLiteral("  ") + before[i];
            ++i, ++j;
        } else if (i < n && (j == m || at(i + 1, j) >= at(i, j + 1))) {
            out << QStringLiteral("− ") + before[i++];
        } else {
            out << QStringLiteral("+ ") + after[j++];
        }
    }
    return out;
}

} // namespace

QString differenceText(const QString &before, const QString &after)
{
    constexpr qsizetype around = 3;
    const QStringList old = before.split(u'\n');
    const QStringList now = after.split(u'\n');
    qsizetype head = 0, tail = 0;
    while (head < old.size() && head < now.size() && old[head] == now[head])
        ++head;
    while (tail < old.size() - head && tail < now.size() - head &&
           old[old.size() - 1 - tail] == now[now.size() - 1 - tail])
        ++tail;
    if (head == old.size() && head == now.size())
        return {};
    QStringList out;
    for (qsizetype i = std::max<qsizetype>(0, head - around); i < head; ++i)
        out << QStringLiteral("  ") + old[i];
    out += changedLines(old.mid(head, old.size() - head - tail), now.mid(head, now.size() - head - tail));
    for (qsizetype i = old.size() - tail; i < std::min(old.size(), old.size() - tail + around); ++i)
        out << QStringLiteral("  ") + old[i];
    return out.join(u'\n');
}

std::vector<ContractBase> contractBases(const QString &file, const engine::BookState &book, const QString &agreement)
{
    std::vector<ContractBase> out{{ContractEditor::tr("the file"), file}};
    for (auto one = book.versions.rbegin(); one != book.versions.rend(); ++one)
        if (one->agreement == agreement)
            out.push_back({ContractEditor::tr("version %1, first seen on %2")
                               .arg(one->version)
                               .arg(base::isoTime(one->seenNs).left(10)),
                           one->text});
    return out;
}

ContractEditor::ContractEditor(const QString &path, std::vector<ContractBase> bases, const QString &text,
                               const wire::AgreementNames &known, async::Pools &pools, QWidget *parent)
    : QDialog(parent),
      m_path(path),
      m_bases(std::move(bases)),
      m_known(known),
      m_text(new QPlainTextEdit(text)),
      m_difference(new QPlainTextEdit),
      m_with(new QComboBox),
      m_side(new widgets::Segmented({tr("Text"), tr("Difference")})),
      m_place(new PlainLabel({}, widgets::TextRole::Small, PlainLabel::Tone::Tertiary)),
      m_problem(new PlainLabel({}, widgets::TextRole::Small)),
      m_problems(new FlatTable(tr("What is wrong, by line and column"))),
      m_undo(new widgets::Button(tr("Undo"), {}, tr("Ctrl Z"))),
      m_redo(new widgets::Button(tr("Redo"))),
      m_save(new widgets::Button(tr("Save"))),
      m_pools(pools)
{
    setWindowTitle(tr("Contract"));
    setAttribute(Qt::WA_DeleteOnClose);
    resize(820, 660);
    std::vector<items::RowColumn<engine::ContractProblem>> columns;
    columns.push_back({tr("Place"), Qt::AlignLeft, [](const engine::ContractProblem &r, int role) -> QVariant {
                           return role == Qt::DisplayRole ? QVariant(tr("line %1, column %2").arg(r.line).arg(r.column))
                                                          : QVariant();
                       }});
    columns.push_back({tr("What is wrong"), Qt::AlignLeft, [](const engine::ContractProblem &r, int role) -> QVariant {
                           switch (role) {
                           case Qt::DisplayRole:
                               return r.what;
                           case widgets::SeverityRole:
                               return static_cast<int>(r.isError ? signals::Severity::Critical
                                                                 : signals::Severity::Warning);
                           case widgets::CellKindRole:
                               return static_cast<int>(widgets::CellKind::Severity);
                           default:
                               return {};
                           }
                       }});
    m_problemRows = new items::RowsModel<engine::ContractProblem, QString>(
        std::move(columns),
        [](const engine::ContractProblem &r) {
            return QStringLiteral("%1:%2:%3").arg(r.line).arg(r.column).arg(r.what);
        },
        this);
    m_problems->setModel(m_problemRows);
    m_problems->setColumnWidths({140, 0});
    build();
    m_quiet.setSingleShot(true);
    m_quiet.setInterval(250);
    connect(&m_quiet, &QTimer::timeout, this, &ContractEditor::look);
    connect(m_text, &QPlainTextEdit::textChanged, &m_quiet, qOverload<>(&QTimer::start));
    connect(m_text, &QPlainTextEdit::textChanged, this, &ContractEditor::offer);
    connect(m_text, &QPlainTextEdit::cursorPositionChanged, this, [this] {
        const QTextCursor at = m_text->textCursor();
        m_place->setText(tr("line %1, column %2").arg(at.blockNumber() + 1).arg(at.positionInBlock() + 1));
    });
    connect(m_problems, &FlatTable::rowOpened, this, [this](const QModelIndex &index) {
        if (const auto *row = m_problemRows->at(index))
            goTo(*row);
    });
    connect(m_side, &widgets::Segmented::currentChanged, this, &ContractEditor::showSide);
    connect(m_with, &QComboBox::currentIndexChanged, this, &ContractEditor::compare);
    connect(m_undo, &QAbstractButton::clicked, m_text, &QPlainTextEdit::undo);
    connect(m_redo, &QAbstractButton::clicked, m_text, &QPlainTextEdit::redo);
    connect(m_text, &QPlainTextEdit::undoAvailable, m_undo, &QWidget::setEnabled);
    connect(m_text, &QPlainTextEdit::redoAvailable, m_redo, &QWidget::setEnabled);
    connect(m_save, &QAbstractButton::clicked, this, [this] {
        if (m_side->current() == 0) {
            m_with->setCurrentIndex(0);
            m_side->setCurrent(1); // first look at what changes
            showSide(1);
            return;
        }
        m_save->setEnabled(false);
        Q_EMIT saveRequested(m_path, m_bases.front().text, m_text->toPlainText());
    });
    look();
}

void ContractEditor::build()
{
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(16, 14, 16, 14);
    column->setSpacing(8);
    auto *head = new QHBoxLayout;
    auto *file = new PlainLabel(m_path, widgets::TextRole::Strong);
    file->setElide(Qt::ElideMiddle);
    head->addWidget(file, 1);
    head->addWidget(m_place);
    head->addWidget(m_side);
    column->addLayout(head);
    for (const ContractBase &base : m_bases)
        m_with->addItem(tr("Compared with %1").arg(base.words));
    m_with->setAccessibleName(tr("Compared with"));
    m_with->hide();
    column->addWidget(m_with);
    for (QPlainTextEdit *edit : {m_text, m_difference}) {
        edit->setFont(widgets::Theme::of(this).font(widgets::TextRole::Mono));
        edit->setLineWrapMode(QPlainTextEdit::NoWrap);
        edit->setTabChangesFocus(true);
        column->addWidget(edit, 1);
    }
    m_text->setAccessibleName(tr("Text of the contract"));
    m_difference->setAccessibleName(tr("Difference"));
    m_difference->setReadOnly(true);
    m_difference->hide();
    m_problem->setWrap(true);
    column->addWidget(m_problem);
    m_problems->setMaximumHeight(132);
    column->addWidget(m_problems);
    auto *row = new QHBoxLayout;
    m_undo->setEnabled(false);
    m_redo->setEnabled(false);
    auto *cancel = new widgets::Button(tr("Cancel"), {}, tr("Esc"));
    m_save->setPrimary(true);
    row->addWidget(m_undo);
    row->addWidget(m_redo);
    row->addStretch();
    row->addWidget(cancel);
    row->addWidget(m_save);
    column->addLayout(row);
    connect(cancel, &QAbstractButton::clicked, this, &QDialog::reject);
    m_text->setFocus();
}

void ContractEditor::goTo(engine::ContractProblem problem) // a copy: the rows are read anew
{
    m_side->setCurrent(0);
    showSide(0);
    const QTextBlock block = m_text->document()->findBlockByNumber(problem.line - 1);
    if (!block.isValid())
        return;
    QTextCursor at(block);
    at.movePosition(QTextCursor::Right, QTextCursor::MoveAnchor, std::clamp(problem.column - 1, 0, block.length() - 1));
    m_text->setTextCursor(at);
    m_text->centerCursor();
    m_text->setFocus();
}

void ContractEditor::showVersions()
{
    m_with->setCurrentIndex(m_with->count() > 1 ? 1 : 0);
    m_side->setCurrent(1);
    showSide(1);
}

void ContractEditor::compare()
{
    const auto at = static_cast<std::size_t>(std::max(0, m_with->currentIndex()));
    m_jobs.runLatest(
        QStringLiteral("difference"), m_pools.analysis(),
        [before = m_bases.at(at).text, after = m_text->toPlainText()](std::stop_token) {
            return differenceText(before, after);
        },
        [this](const QString &difference) {
            m_difference->setPlainText(difference.isEmpty() ? tr("No line differs.") : difference);
        });
}

void ContractEditor::showSide(int side)
{
    if (m_looked != m_text->toPlainText())
        look();
    compare();
    m_text->setVisible(side == 0);
    m_difference->setVisible(side == 1);
    m_with->setVisible(side == 1);
    offer();
}

void ContractEditor::look()
{
    m_reads = false;
    offer();
    const QString text = m_text->toPlainText();
    m_jobs.runLatest(
        QStringLiteral("check"), m_pools.analysis(),
        [text, known = m_known](std::stop_token) { return std::pair(text, engine::checkContract(text, known)); },
        [this](std::pair<QString, engine::ContractCheck> done) {
            m_looked = std::move(done.first);
            take(std::move(done.second));
        });
}

void ContractEditor::take(engine::ContractCheck check)
{
    m_reads = check.reads;
    const auto errors = std::ranges::count_if(check.problems, &engine::ContractProblem::isError);
    m_problem->setTone(m_reads ? PlainLabel::Tone::Secondary : PlainLabel::Tone::Critical);
    m_problem->setText(m_reads ? tr("Every field reads. A contract that was in force already needs a new version.")
                               : tr("Wrong in %n places; Enter goes there.", nullptr, static_cast<int>(errors)));
    m_problems->setVisible(!check.problems.empty());
    m_problemRows->setRows(std::move(check.problems));
    offer();
    if (std::exchange(m_isFirst, false) && m_problemRows->rowCount() > 0)
        goTo(m_problemRows->rows().front());
}

void ContractEditor::offer()
{
    const QString text = m_text->toPlainText();
    m_save->setEnabled(m_reads && m_looked == text && text != m_bases.front().text); // only what was read
    m_save->setText(m_side->current() == 0 ? tr("Look at the difference") : tr("Save"));
}

void ContractEditor::tell(const base::Status &status)
{
    if (status) {
        accept();
        return;
    }
    m_problem->setTone(PlainLabel::Tone::Critical);
    m_problem->setText(status.error().summary);
    m_save->setEnabled(true);
}

} // namespace wf::ui
