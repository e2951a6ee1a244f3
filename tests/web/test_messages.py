"""What the gate reads by hand in a websocket's messages is what the library writes."""

from hypothesis import given
from hypothesis import strategies as st
from streamlit.proto.BackMsg_pb2 import BackendOperationRequest, BackMsg
from streamlit.proto.ClientState_pb2 import ClientState

from core.web import messages
from core.web.messages import Message, kind_of


def test_the_numbers_are_those_of_the_library() -> None:
    numbers = {field.name: field.number for field in BackMsg.DESCRIPTOR.fields}
    assert numbers["stop_script"] == messages.STOP
    assert numbers["rerun_script"] == messages.RERUN
    assert numbers["file_urls_request"] == messages.FILE_ADDRESSES
    assert numbers["app_heartbeat"] == messages.HEARTBEAT
    assert numbers["backend_operation_request"] == messages.OPERATION
    inside = {field.name: field.number for field in BackendOperationRequest.DESCRIPTOR.fields}
    assert inside["request_id"] == messages.REQUEST_ID
    assert inside["session_id"] == messages.SESSION_ID
    assert inside["deferred_file"] == messages.DEFERRED_FILE
    assert inside["dataframe_chunk"] == messages.DATAFRAME_CHUNK
    state = {field.name: field.number for field in ClientState.DESCRIPTOR.fields}
    assert state["is_auto_rerun"] == messages.AUTOMATIC_RERUN


def test_every_message_of_the_library_is_either_allowed_or_refused_on_purpose() -> None:
    """A new kind of message fails here until somebody decides about it."""
    assert {field.name for field in BackMsg.DESCRIPTOR.fields} == {
        "stop_script", "rerun_script", "file_urls_request", "app_heartbeat", "backend_operation_request",
        "clear_cache", "set_run_on_save", "load_git_info", "debug_disconnect_websocket",
        "debug_shutdown_runtime",
    }  # fmt: skip


@given(st.text(), st.text(), st.booleans(), st.binary(max_size=300))
def test_what_people_do_is_activity_and_what_the_page_does_alone_is_not(
    query: str, note: str, automatic: bool, content: bytes
) -> None:
    message = BackMsg()
    message.rerun_script.query_string = query
    message.rerun_script.is_auto_rerun = automatic
    widgets = message.rerun_script.widget_states.widgets
    widgets.add(id="note", string_value=note)
    widgets.add(id="bytes", bytes_value=content)
    widgets.add(id="number", double_value=1.5)
    expected = Message.HEARTBEAT if automatic else Message.ACTIVITY
    assert kind_of(message.SerializeToString()) is expected


def test_a_download_and_a_page_of_a_table_are_allowed() -> None:
    download, table = BackMsg(), BackMsg()
    download.backend_operation_request.deferred_file.file_id = "x"
    table.backend_operation_request.dataframe_chunk.source_id = "x"
    assert kind_of(download.SerializeToString()) is Message.ACTIVITY
    assert kind_of(table.SerializeToString()) is Message.ACTIVITY


def test_operations_on_the_machine_itself_are_not() -> None:
    message = BackMsg()
    message.backend_operation_request.install_skills.SetInParent()
    assert kind_of(message.SerializeToString()) is Message.FORBIDDEN


@given(st.binary(max_size=200))
def test_whatever_comes_is_decided(message: bytes) -> None:
    assert kind_of(message) in Message


@given(st.binary(max_size=200))
def test_what_the_library_reads_as_forbidden_never_passes(message: bytes) -> None:
    try:
        read = BackMsg.FromString(message)
    except Exception:
        return
    if read.WhichOneof("type") in {
        "clear_cache",
        "set_run_on_save",
        "load_git_info",
        "debug_shutdown_runtime",
    }:
        assert kind_of(message) is Message.FORBIDDEN
