// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/dashboards/editing/variablesdialog.h"

#include "models/base/untrusted.h"
#include "widgets/base/controls/controls.h"
#include "widgets/base/text/plainlabel.h"
#include "widgets/base/theme.h"

#include <QBoxLayout>
#include <QCheckBox>
#include <QComboBox>
#include <QFormLayout>
#include <QLineEdit>
#include <QListWidget>
#include <QPainter>
#include <QRegularExpression>
#include <QSet>

#include <algorithm>

namespace wf::ui {

using namespace Qt::StringLiterals;
using signals::BoardVariable;
using Kind = BoardVariable::Kind;

namespace {

struct KindRow {
    Kind kind;
    const char *type; // Grafana's
    const char *name;
    const char *hint; // what the query field holds
};
constexpr KindRow kindRows[] = {
    {Kind::Query, "query", QT_TRANSLATE_NOOP("VariablesDialog", "Query"), "label_values(up, job)"},
    {Kind::Custom, "custom", QT_TRANSLATE_NOOP("VariablesDialog", "Custom"), "eu,us or eu : Europe, us : America"},
    {Kind::Interval, "interval", QT_TRANSLATE_NOOP("VariablesDialog", "Interval"), "1m,5m,1h"},
    {Kind::Constant, "constant", QT_TRANSLATE_NOOP("VariablesDialog", "Constant"), "a value"},
    {Kind::Text, "textbox", QT_TRANSLATE_NOOP("VariablesDialog", "Text"), "what it says at first"},
    {Kind::DataSource, "datasource", QT_TRANSLATE_NOOP("VariablesDialog", "Data source"), "prometheus or loki"},
    {Kind::AdHoc, "adhoc", QT_TRANSLATE_NOOP("VariablesDialog", "Ad hoc filters"), ""},
};

const KindRow *rowOf(Kind kind)
{
    const auto *it =
        std::find_if(std::begin(kindRows), std::end(kindRows), [&](const auto &r) { return r.kind == kind; });
    return it == std::end(kindRows) ? nullptr : it;
}

} // namespace

VariablesDialog::VariablesDialog(std::vector<BoardVariable> variables, QWidget *parent)
    : QDialog(parent),
      m_variables(std::move(variables)),
      m_list(new QListWidget),
      m_form(new QWidget),
      m_name(new QLineEdit),
      m_label(new QLineEdit),
      m_query(new QLineEdit),
      m_regex(new QLineEdit),
      m_allValue(new QLineEdit),
      m_kind(new QComboBox),
      m_hide(new QComboBox),
      m_refresh(new QComboBox),
      m_sort(new QComboBox),
      m_multi(new QCheckBox(tr("Several at once"))),
      m_all(new QCheckBox(tr("Offers “All”"))),
      m_said(new widgets::PlainLabel({}, widgets::TextRole::Base, widgets::PlainLabel::Tone::Critical))
{
    setAttribute(Qt::WA_DeleteOnClose);
    setWindowTitle(tr("Variables"));
    resize(760, 460);
    m_list->setFixedWidth(200);
    m_list->setAccessibleName(tr("Variables in their order"));
    m_said->setWrap(true);
    auto *tools = new QHBoxLayout;
    const auto tool = [&](const QString &icon, const QString &name, auto run) {
        auto *button = new widgets::IconButton(icon, name);
        connect(button, &QToolButton::clicked, this, run);
        tools->addWidget(button);
    };
    tool(u"plus"_s, tr("Add a variable"), [this] { add(); });
    tool(u"trash"_s, tr("Remove the variable"), [this] {
        if (const int row = m_list->currentRow(); row >= 0) {
            m_variables.erase(m_variables.begin() + row);
            list();
            m_list->setCurrentRow(std::min(row, m_list->count() - 1));
            fill();
        }
    });
    tool(u"chevron-up"_s, tr("Move it up"), [this] { move(-1); });
    tool(u"chevron-down"_s, tr("Move it down"), [this] { move(1); });
    tools->addStretch();
    auto *left = new QVBoxLayout;
    left->addWidget(m_list, 1);
    left->addLayout(tools);
    auto *form = new QFormLayout(m_form);
    form->setContentsMargins(0, 0, 0, 0);
    buildForm(form);
    auto *middle = new QHBoxLayout;
    middle->setSpacing(16);
    middle->addLayout(left);
    middle->addWidget(m_form, 1);
    auto *cancel = new widgets::Button(tr("Cancel"), {}, tr("Esc"));
    auto *apply = new widgets::Button(tr("Apply"));
    apply->setPrimary(true);
    auto *bottom = new QHBoxLayout;
    bottom->addWidget(m_said, 1);
    bottom->addWidget(cancel);
    bottom->addWidget(apply);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(16, 14, 16, 14);
    column->addLayout(middle, 1);
    column->addLayout(bottom);
    connect(cancel, &QPushButton::clicked, this, &QDialog::reject);
    connect(apply, &QPushButton::clicked, this, &VariablesDialog::apply);
    connect(m_list, &QListWidget::currentRowChanged, this, &VariablesDialog::fill);
    list();
    m_list->setCurrentRow(0);
    fill();
}

void VariablesDialog::buildForm(QFormLayout *form)
{
    for (const KindRow &row : kindRows)
        m_kind->addItem(tr(row.name), static_cast<int>(row.kind));
    m_hide->addItems({tr("Name and values"), tr("Values"), tr("Hidden")});
    m_refresh->addItems({tr("Never"), tr("When the dashboard opens"), tr("When the range changes")});
    m_sort->addItems({tr("As they come"), tr("By text"), tr("By text, backwards"), tr("By number"),
                      tr("By number, backwards"), tr("By text, whatever case"),
                      tr("By text, backwards, whatever case")});
    m_allValue->setPlaceholderText(tr("every value"));
    m_regex->setPlaceholderText(tr("/pattern/"));
    form->addRow(tr("Name"), m_name);
    form->addRow(tr("Kind"), m_kind);
    form->addRow(tr("Label"), m_label);
    form->addRow(tr("Query"), m_query);
    form->addRow(tr("Only what matches"), m_regex);
    form->addRow(tr("Sorted"), m_sort);
    form->addRow(tr("Asked"), m_refresh);
    form->addRow(tr("Shown"), m_hide);
    form->addRow(QString(), m_multi);
    form->addRow(QString(), m_all);
    form->addRow(tr("“All” means"), m_allValue);
    for (QLineEdit *edit : {m_name, m_label, m_query, m_regex, m_allValue})
        connect(edit, &QLineEdit::textEdited, this, &VariablesDialog::take);
    for (QComboBox *box : {m_kind, m_hide, m_refresh, m_sort})
        connect(box, &QComboBox::activated, this, &VariablesDialog::take);
    for (QCheckBox *box : {m_multi, m_all})
        connect(box, &QCheckBox::clicked, this, &VariablesDialog::take);
}

BoardVariable *VariablesDialog::current()
{
    const int row = m_list->currentRow();
    return row >= 0 && row < static_cast<int>(m_variables.size()) ? &m_variables[static_cast<std::size_t>(row)]
                                                                  : nullptr;
}

void VariablesDialog::list()
{
    const QSignalBlocker quiet(m_list);
    const int row = m_list->currentRow();
    m_list->clear();
    for (const BoardVariable &v : m_variables)
        m_list->addItem(u'$' + base::visibleText(v.name, 60));
    m_list->setCurrentRow(std::min(row, m_list->count() - 1));
}

void VariablesDialog::fill()
{
    const BoardVariable *v = current();
    m_form->setEnabled(v);
    if (!v)
        return;
    m_isFilling = true;
    const KindRow *row = rowOf(v->kind);
    m_name->setText(v->name);
    m_label->setText(v->label);
    m_kind->setCurrentIndex(m_kind->findData(static_cast<int>(v->kind))); // none: a kind that is only kept
    m_query->setText(v->query);
    m_query->setPlaceholderText(row ? QString::fromLatin1(row->hint) : QString());
    m_query->setEnabled(row && v->kind != Kind::AdHoc);
    m_regex->setText(v->regex);
    m_allValue->setText(v->allValue);
    m_hide->setCurrentIndex(v->hide);
    m_refresh->setCurrentIndex(v->refresh);
    m_sort->setCurrentIndex(v->sort);
    m_multi->setChecked(v->multi);
    m_all->setChecked(v->includeAll);
    const bool isQuery = v->kind == Kind::Query;
    const bool isList = isQuery || v->kind == Kind::Custom || v->kind == Kind::DataSource;
    for (QWidget *one : std::initializer_list<QWidget *>{m_sort, m_refresh})
        one->setEnabled(isQuery);
    m_regex->setEnabled(isQuery || v->kind == Kind::DataSource);
    for (QWidget *one : std::initializer_list<QWidget *>{m_multi, m_all, m_allValue})
        one->setEnabled(isList);
    m_isFilling = false;
}

void VariablesDialog::take()
{
    BoardVariable *v = current();
    if (!v || m_isFilling)
        return;
    v->name = m_name->text().trimmed();
    v->label = m_label->text();
    v->query = m_query->text();
    v->regex = m_regex->text();
    v->allValue = m_allValue->text();
    v->hide = m_hide->currentIndex();
    v->refresh = m_refresh->currentIndex();
    v->sort = m_sort->currentIndex();
    v->multi = m_multi->isChecked();
    v->includeAll = m_all->isChecked();
    if (m_kind->currentIndex() >= 0) {
        const auto kind = static_cast<Kind>(m_kind->currentData().toInt());
        if (kind != v->kind) {
            v->kind = kind;
            v->type = QString::fromLatin1(rowOf(kind)->type);
            v->source = {}; // nothing of the old kind stays in the file
            v->options.clear();
            v->currentText.clear();
            v->currentValue.clear();
        }
    }
    list();
    fill();
    m_said->setText(problem());
}

void VariablesDialog::add()
{
    BoardVariable v;
    v.type = u"query"_s;
    v.refresh = 1;
    const auto taken = [&](const QString &name) {
        return std::any_of(m_variables.begin(), m_variables.end(), [&](const auto &o) { return o.name == name; });
    };
    v.name = u"variable"_s;
    for (int n = 2; taken(v.name); ++n)
        v.name = u"variable%1"_s.arg(n);
    m_variables.push_back(std::move(v));
    list();
    m_list->setCurrentRow(m_list->count() - 1);
    m_name->setFocus();
    m_name->selectAll();
}

void VariablesDialog::move(int by)
{
    const int from = m_list->currentRow(), to = from + by;
    if (from < 0 || to < 0 || to >= static_cast<int>(m_variables.size()))
        return;
    std::swap(m_variables[static_cast<std::size_t>(from)], m_variables[static_cast<std::size_t>(to)]);
    list();
    m_list->setCurrentRow(to);
}

QString VariablesDialog::problem() const
{
    static const QRegularExpression word(u"^[A-Za-z_]\\w*$"_s);
    QSet<QString> seen;
    for (const BoardVariable &v : m_variables) {
        if (!word.match(v.name).hasMatch())
            return tr("“%1” cannot be a name: write letters, digits and underscores.")
                .arg(base::visibleText(v.name, 60));
        if (v.name.startsWith("__"_L1))
            return tr("Names that begin with two underscores are Grafana's own.");
        if (seen.contains(v.name))
            return tr("Two variables are called %1.").arg(v.name);
        seen.insert(v.name);
    }
    return {};
}

void VariablesDialog::apply()
{
    m_said->setText(problem());
    if (!problem().isEmpty())
        return;
    Q_EMIT applied(m_variables);
    accept();
}

void VariablesDialog::paintEvent(QPaintEvent *)
{
    QPainter(this).fillRect(rect(), widgets::Theme::of(this).surface.panel);
}

} // namespace wf::ui
