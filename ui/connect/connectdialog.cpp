// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/connect/connectdialog.h"

#include "widgets/base/controls/controls.h"
#include "widgets/base/icons.h"
#include "widgets/base/text/plainlabel.h"

#include <QBoxLayout>
#include <QCheckBox>
#include <QFormLayout>
#include <QLineEdit>
#include <QListWidget>
#include <QPainter>

namespace wf::ui {

namespace {

constexpr int listWidth = 190;
constexpr int checkWidth = 240;

QLineEdit *field(const QString &name, const QString &placeholder = {})
{
    auto *edit = new QLineEdit;
    edit->setAccessibleName(name);
    edit->setPlaceholderText(placeholder);
    return edit;
}

// One line of the check with its mark.
class CheckRow final : public QWidget {
public:
    CheckRow(const engine::ConnectCheck &line, QWidget *parent) : QWidget(parent), m_outcome(line.outcome)
    {
        auto *column = new QVBoxLayout(this);
        column->setContentsMargins(22, 2, 0, 6);
        column->setSpacing(1);
        auto *text = new widgets::PlainLabel(line.text, widgets::TextRole::SmallStrong);
        text->setWrap(true);
        column->addWidget(text);
        if (!line.advice.isEmpty()) {
            auto *advice =
                new widgets::PlainLabel(line.advice, widgets::TextRole::Small, widgets::PlainLabel::Tone::Secondary);
            advice->setWrap(true);
            column->addWidget(advice);
        }
    }

protected:
    void paintEvent(QPaintEvent *) override
    {
        QPainter p(this);
        const auto severity = m_outcome == engine::ConnectCheck::Outcome::Ok       ? signals::Severity::Ok
                              : m_outcome == engine::ConnectCheck::Outcome::Failed ? signals::Severity::Critical
                                                                                   : signals::Severity::Unknown;
        widgets::paintSeverity(p, severity, QRectF(0, 4, 14, 14));
    }

private:
    engine::ConnectCheck::Outcome m_outcome;
};

} // namespace

ConnectDialog::ConnectDialog(engine::Connector &connector, QWidget *parent)
    : QDialog(parent),
      m_connector(connector),
      m_list(new QListWidget),
      m_environment(field(tr("Environment name"))),
      m_address(field(tr("Address"), QStringLiteral("https://prometheus.example"))),
      m_signIn(new widgets::Segmented({tr("None"), tr("Password"), tr("Token")})),
      m_user(field(tr("User"))),
      m_secret(field(tr("Password or token"))),
      m_tenant(field(tr("Tenant"), tr("only when the server wants one"))),
      m_caFile(field(tr("Own authority"), tr("PEM file, only for a private certificate"))),
      m_name(field(tr("Name"))),
      m_readOnly(new QCheckBox(tr("Read only: never silence or acknowledge here"))),
      m_keep(new widgets::PlainLabel({}, widgets::TextRole::Small, widgets::PlainLabel::Tone::Tertiary)),
      m_error(new widgets::PlainLabel({}, widgets::TextRole::Small, widgets::PlainLabel::Tone::Critical)),
      m_lines(new QVBoxLayout),
      m_check(new widgets::Button(tr("Check"), QStringLiteral("refresh"))),
      m_add(new widgets::Button(tr("Add this source"), QStringLiteral("plus"))),
      m_open(new widgets::Button(tr("Open the console")))
{
    setWindowTitle(tr("Connect your systems"));
    resize(900, 560);
    auto *across = new QHBoxLayout(this);
    across->setContentsMargins(0, 0, 0, 0);
    across->setSpacing(0);
    m_list->setFixedWidth(listWidth);
    m_list->setFrameShape(QFrame::NoFrame);
    m_list->setAccessibleName(tr("Sources so far"));
    across->addWidget(m_list);
    across->addWidget(makeForm(), 1);
    across->addWidget(makeCheck());
    connect(m_check, &QAbstractButton::clicked, this, &ConnectDialog::startCheck);
    connect(m_address, &QLineEdit::returnPressed, this, &ConnectDialog::startCheck);
    connect(m_add, &QAbstractButton::clicked, this, &ConnectDialog::addFound);
    connect(m_open, &QAbstractButton::clicked, this, &ConnectDialog::finish);
    connect(&m_connector, &engine::Connector::checked, this, &ConnectDialog::addLine);
    connect(&m_connector, &engine::Connector::draftChanged, this, &ConnectDialog::showDraft);
    connect(&m_connector, &engine::Connector::found, this, [this](const engine::FoundSource &found) {
        addLine({engine::ConnectCheck::Outcome::Ok, tr("%1, for %2").arg(found.product, found.kind),
                 found.limits.join(u' ')});
        m_name->setText(found.name);
        m_add->setEnabled(true);
        m_add->setFocus();
    });
    connect(&m_connector, &engine::Connector::notFound, this, [this] { m_check->setEnabled(true); });
    showDraft();
    m_address->setFocus();
}

QWidget *ConnectDialog::makeForm()
{
    auto *box = new QWidget;
    auto *column = new QVBoxLayout(box);
    column->setContentsMargins(24, 20, 24, 16);
    column->setSpacing(8);
    column->addWidget(new widgets::PlainLabel(tr("Connect a source"), widgets::TextRole::Title));
    auto *intro = new widgets::PlainLabel(tr("Paste the address of a Prometheus, Alertmanager, Loki or Jaeger. Mimir, "
                                             "Thanos, Cortex and VictoriaMetrics work too."),
                                          widgets::TextRole::Base, widgets::PlainLabel::Tone::Secondary);
    intro->setWrap(true);
    column->addWidget(intro);
    auto *form = new QFormLayout;
    form->setLabelAlignment(Qt::AlignRight | Qt::AlignVCenter);
    form->setHorizontalSpacing(12);
    form->setVerticalSpacing(8);
    const auto row = [&](const QString &label, QWidget *w) {
        form->addRow(new widgets::PlainLabel(label, widgets::TextRole::Base, widgets::PlainLabel::Tone::Secondary), w);
    };
    m_environment->setText(m_connector.draft().name);
    m_secret->setEchoMode(QLineEdit::Password);
    row(tr("Environment"), m_environment);
    row(tr("Address"), m_address);
    row(tr("Sign in"), m_signIn);
    row(tr("User"), m_user);
    row(tr("Secret"), m_secret);
    row(tr("Tenant"), m_tenant);
    row(tr("Authority"), m_caFile);
    row(tr("Name"), m_name);
    column->addLayout(form);
    column->addWidget(m_readOnly);
    m_keep->setText(tr("Secrets go to the key store of your system, never into the environment's file."));
    m_keep->setWrap(true);
    column->addWidget(m_keep);
    m_error->setWrap(true);
    column->addWidget(m_error);
    column->addStretch();
    auto *buttons = new QHBoxLayout;
    buttons->addWidget(m_check);
    buttons->addWidget(m_add);
    buttons->addStretch();
    buttons->addWidget(m_open);
    m_open->setPrimary(true);
    column->addLayout(buttons);
    const auto showLogin = [this](int kind) {
        m_user->setEnabled(kind == 1);
        m_secret->setEnabled(kind != 0);
    };
    connect(m_signIn, &widgets::Segmented::currentChanged, this, showLogin);
    showLogin(0);
    return box;
}

QWidget *ConnectDialog::makeCheck()
{
    auto *box = new QWidget;
    box->setFixedWidth(checkWidth);
    auto *column = new QVBoxLayout(box);
    column->setContentsMargins(16, 20, 16, 16);
    column->addWidget(new widgets::PlainLabel(tr("Check"), widgets::TextRole::Strong));
    column->addLayout(m_lines);
    column->addStretch();
    return box;
}

engine::Login ConnectDialog::login() const
{
    engine::Login l;
    l.kind = static_cast<engine::Login::Kind>(m_signIn->current());
    l.user = m_user->text();
    l.secret = m_secret->text();
    l.tenant = m_tenant->text().trimmed();
    l.caFile = m_caFile->text().trimmed();
    return l;
}

void ConnectDialog::clearCheck()
{
    while (QLayoutItem *item = m_lines->takeAt(0)) {
        delete item->widget();
        delete item;
    }
}

void ConnectDialog::startCheck()
{
    clearCheck();
    m_error->setText({});
    m_add->setEnabled(false);
    if (m_address->text().trimmed().isEmpty()) {
        m_error->setText(tr("Write the address, such as https://prometheus.example:9090."));
        return;
    }
    m_connector.check(m_address->text().trimmed(), login());
}

void ConnectDialog::addLine(const engine::ConnectCheck &line)
{
    m_lines->addWidget(new CheckRow(line, this));
}

void ConnectDialog::addFound()
{
    m_connector.setName(m_environment->text().trimmed());
    m_connector.addFound(m_name->text().trimmed(), [this](base::Status status) {
        if (!status) {
            m_error->setText(status.error().summary + u' ' + status.error().detail);
            return;
        }
        if (!m_connector.secretWarning().isEmpty())
            m_keep->setText(m_connector.secretWarning());
        m_address->clear();
        m_secret->clear();
        m_name->clear();
        clearCheck();
        m_address->setFocus();
    });
}

void ConnectDialog::showDraft()
{
    m_list->clear();
    for (const auto &source : m_connector.draft().sources)
        m_list->addItem(source.name);
    if (m_list->count() == 0) {
        m_list->addItem(tr("No source yet"));
        m_list->item(0)->setFlags(Qt::NoItemFlags);
    }
    m_add->setEnabled(false);
    m_open->setEnabled(!m_connector.draft().sources.empty());
}

void ConnectDialog::finish()
{
    const QString name = m_environment->text().trimmed();
    if (name.isEmpty()) {
        m_error->setText(tr("Give the environment a name, such as Production."));
        return;
    }
    m_connector.setName(name);
    m_connector.setReadOnly(m_readOnly->isChecked());
    const auto saved = m_connector.save();
    if (!saved) {
        m_error->setText(saved.error().summary + u' ' + saved.error().detail);
        return;
    }
    m_savedPath = *saved;
    accept();
}

void ConnectDialog::paintEvent(QPaintEvent *)
{
    const auto &t = widgets::Theme::of(this);
    QPainter p(this);
    p.fillRect(rect(), t.surface.panel);
    p.fillRect(QRect(0, 0, listWidth, height()), t.surface.window);
    p.fillRect(QRect(listWidth, 0, 1, height()), t.line.panel);
    p.fillRect(QRect(width() - checkWidth, 20, 1, height() - 40), t.line.panel);
}

} // namespace wf::ui
