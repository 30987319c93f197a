"""The pages where one types a code, and the password that may follow.

These are the library's own views, which hold the tries, the time limits and the fake answers that
hide whether an address has an account; only the look, the words and the status are ours.
"""

from typing import TYPE_CHECKING, Any

from allauth.account import views as library
from django.contrib import messages
from django.http import HttpResponse
from django.urls import reverse_lazy
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.generic import FormView

from benevalibre.accounts.access import public
from benevalibre.accounts.entering import drop_unproven_password
from benevalibre.accounts.forms import entering as forms

if TYPE_CHECKING:
    PageWithForm = FormView[Any]
else:
    PageWithForm = FormView


class CodePage(PageWithForm):
    """What the pages with a form share: 422 where it is wrong, a word where a code left again."""

    def form_invalid(self, form: Any) -> HttpResponse:
        """The form again with its errors; the library's redirect after the last try."""
        response = super().form_invalid(form)
        if response.status_code == 200:
            response.status_code = 422
        return response

    def form_valid(self, form: Any) -> HttpResponse:
        """What the library does next."""
        response = super().form_valid(form)
        if self.request.POST.get("action") == "resend":
            messages.info(self.request, _("Un nouveau code est en route."))
        return response


class SignInCode(CodePage, library.ConfirmLoginCodeView):
    """The code of a sign-in."""

    template_name = "accounts/sign_in_code.html"
    form_class = forms.CodeForm

    def _verify_form_valid(self, form: Any) -> HttpResponse:
        drop_unproven_password(self._process.user, self._process.state["email"])
        response: HttpResponse = super()._verify_form_valid(form)
        return response


class AddressCode(CodePage, library.ConfirmEmailVerificationCodeView):
    """The code that confirms an address: after sign-up, or for another address."""

    template_name = "accounts/address_code.html"
    form_class = forms.AddressCodeForm


class ResetCode(CodePage, library.ConfirmPasswordResetCodeView):
    """The code of a forgotten password."""

    template_name = "accounts/reset_code.html"
    form_class = forms.ResetCodeForm


class ResetPassword(CodePage, library.CompletePasswordResetView):
    """The new password, after its code."""

    template_name = "accounts/reset_password.html"
    form_class = forms.ResetPasswordForm
    success_url = reverse_lazy("accounts:sign_in")


sign_in_code = public(never_cache(SignInCode.as_view()))
address_code = public(never_cache(AddressCode.as_view()))
reset_code = public(never_cache(ResetCode.as_view()))
reset_password = public(
    never_cache(sensitive_post_parameters("password1")(ResetPassword.as_view()))
)
